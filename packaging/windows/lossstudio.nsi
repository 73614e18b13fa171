; The installer for Windows. packaging/build.py defines VERSION, FOUR_NUMBERS, PUBLISHER, PAYLOAD,
; UNINSTALL_LIST, SIZE, ICON, LICENSE and TARGET. It was compiled, but neither run nor tested: no Windows was at hand.
;
;   setup.exe                     asks; for this person only, without administrator rights
;   setup.exe /S                  the same, without a question
;   setup.exe /S /AllUsers        for everybody on the machine; from an administrator's console
;   setup.exe /S /D=C:\Any where  into this folder; /D must come last, without quotation marks
;   Uninstall.exe /S              removes it without a question
;
; Exit status: 0 done, 1 cancelled, 2 not done (rights are missing, or the program is running).

Unicode true
SetCompressor /SOLID lzma
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

!define NAME "LossStudio"
!define TYPE "LossStudio.Scenario"
!define SUFFIX ".lossstudio"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Name "${NAME} ${VERSION}"
OutFile "${TARGET}"
; Rights are never asked for: who wants it for everybody starts this as an administrator.
RequestExecutionLevel user
ManifestDPIAware true
BrandingText " "
InstallDir ""
Var AllUsers

VIProductVersion "${FOUR_NUMBERS}"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME} setup"
VIAddVersionKey CompanyName "${PUBLISHER}"
VIAddVersionKey LegalCopyright "${PUBLISHER}, MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_FINISHPAGE_RUN "$INSTDIR\lossstudio.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE SimpChinese

LangString NeedsRights ${LANG_ENGLISH} "/AllUsers needs an administrator's console."
LangString NeedsRights ${LANG_SIMPCHINESE} "/AllUsers 需要管理员权限。"
LangString IsRunning ${LANG_ENGLISH} "${NAME} is running. Close it, then try again."
LangString IsRunning ${LANG_SIMPCHINESE} "${NAME} 正在运行。请先关闭它，再试一次。"
LangString Needs64 ${LANG_ENGLISH} "${NAME} needs a 64-bit Windows."
LangString Needs64 ${LANG_SIMPCHINESE} "${NAME} 需要 64 位 Windows。"
LangString TypeName ${LANG_ENGLISH} "LossStudio scenario"
LangString TypeName ${LANG_SIMPCHINESE} "LossStudio 场景"

!macro Stop MESSAGE
  MessageBox MB_OK|MB_ICONSTOP "$(${MESSAGE})" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; The registry and the folders of one person or of everybody, and a look whether it is running: a
; running program cannot be opened for writing.
!macro Prepare UN
Function ${UN}UseContext
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

Function ${UN}StopIfRunning
  ${If} ${FileExists} "$INSTDIR\lossstudio.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\lossstudio.exe" a
    ${If} ${Errors}
      !insertmacro Stop IsRunning
    ${EndIf}
    FileClose $0
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Prepare ""
!insertmacro Prepare "un."

!macro AskRights
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      !insertmacro Stop NeedsRights
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  ${If} ${IsNativeIA32}
    !insertmacro Stop Needs64
  ${EndIf}
  SetRegView 64
  StrCpy $AllUsers 0
  !insertmacro AskRights
  Call UseContext
  ${If} $INSTDIR == ""  ; no /D
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  Call StopIfRunning
  ; What an earlier version left and this one does not carry: its own uninstaller knows it. It runs
  ; from where it stands (_?=), so that it is waited for.
  ${If} ${FileExists} "$INSTDIR\Uninstall.exe"
    ${If} $AllUsers == 1
      ExecWait '"$INSTDIR\Uninstall.exe" /S /AllUsers _?=$INSTDIR'
    ${Else}
      ExecWait '"$INSTDIR\Uninstall.exe" /S _?=$INSTDIR'
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}"
  WriteUninstaller "$INSTDIR\Uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\lossstudio.exe"

  WriteRegStr SHCTX "Software\Classes\${TYPE}" "" "$(TypeName)"
  WriteRegStr SHCTX "Software\Classes\${TYPE}\DefaultIcon" "" '"$INSTDIR\lossstudio.exe",0'
  WriteRegStr SHCTX "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\lossstudio.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\${SUFFIX}" "" "${TYPE}"
  WriteRegStr SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids" "${TYPE}" ""

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" '"$INSTDIR\lossstudio.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  ${If} $AllUsers == 1
    WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe" /AllUsers'
    WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /AllUsers /S'
  ${Else}
    WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
    WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  ${EndIf}
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ; Tell the file manager that a type of file has changed.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  SetRegView 64
  StrCpy $AllUsers 0
  !insertmacro AskRights
  Call un.UseContext
FunctionEnd

Section Uninstall
  Call un.StopIfRunning
  ; Exactly what was installed: never a folder with all that may be in it.
  !include "${UNINSTALL_LIST}"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "Software\Classes\${TYPE}"
  DeleteRegValue SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids" "${TYPE}"
  ReadRegStr $0 SHCTX "Software\Classes\${SUFFIX}" ""
  ${If} $0 == "${TYPE}"  ; nobody else has taken it over
    DeleteRegValue SHCTX "Software\Classes\${SUFFIX}" ""
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "Software\Classes\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\${SUFFIX}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
