"""What the window has, by name, for those who must know it without one."""
