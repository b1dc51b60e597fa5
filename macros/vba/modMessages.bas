Attribute VB_Name = "modMessages"
' Tells the user something in Excel. No Option Explicit: LibreOffice reads this too and has no StrPtr.

' MsgBox of VBA knows only the ANSI page of the PC, and no ANSI page holds all Vietnamese letters.
Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal Owner As LongPtr, ByVal Words As LongPtr, _
    ByVal Title As LongPtr, ByVal Style As Long) As Long

Public Sub KdclTell(ByVal Words As String)
    Dim Title As String
    Title = KdclLetters(KDCL_TITLE)
    MessageBoxW Application.Hwnd, StrPtr(Words), StrPtr(Title), vbExclamation
End Sub
