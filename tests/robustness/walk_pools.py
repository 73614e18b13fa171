"""What a walk types and presses."""

NUMBERS = (
    *("0", "1", "2", "3", "10", "-1", "0.5", "0.05", "0,05", "1e-3", "100", "1000", "0.999"),
    *("1e12", "-1e12", "1e-300", "1e300", "1e999", "nan", "inf", "", " ", "abc", "1/3", "５"),
)
TEXTS = (
    *("r^2", "abs(r)", "log(cosh(r))", "max(0, 1 - m)", "log(1 + exp(-m))", "-log(p)", "y*r"),
    *("s", "y", "1/0", "((", "r^2 +", "exp(exp(r))", "sqrt(r)", "2^(r^2)", "1e308*r^2", "r < 1"),
    *("if", "a run", "残差", "<b>bold</b>", "\u202eback", "+".join(["r^2"] * 60)),
)
PLAIN_KEYS = (
    *("Tab", "Tab", "Shift+Tab", "Space", "Return", "Esc", "Up", "Down", "Left", "Right"),
    *("Home", "End", "PgUp", "PgDown", "Insert", "Delete", "Backspace", "F2", "F6", "F10"),
    *("A", "D", "E", "G", "O", "W", "S", "B", ".", "+", "-", "1", "9", "Ctrl+A", "Ctrl+C"),
    *("Ctrl+V", "Ctrl+X", "Ctrl++", "Ctrl+-", "Ctrl+0", "Alt+F", "Alt+Down", "Menu"),
)
TABLE = "hours,passed\n0.5,0\n1,0\n1.5,0\n2,1\n2.5,0\n3,1\n3.5,1\n4,1\n"
