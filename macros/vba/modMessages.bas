Attribute VB_Name = "modMessages"
' Tells the user something. In kdcl.xlam and in the workbooks; no Option Explicit, because LibreOffice has no StrPtr.

' MsgBox of VBA knows only the ANSI page of the PC, and no ANSI page holds all Vietnamese letters.
Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal Owner As LongPtr, ByVal Words As LongPtr, _
    ByVal Title As LongPtr, ByVal Style As Long) As Long

Public Sub KdclTell(ByVal Words As String)
    Dim Title As String
    Title = KdclLetters(KDCL_TITLE)
    MessageBoxW Application.Hwnd, StrPtr(Words), StrPtr(Title), vbExclamation
End Sub

' "K\u0110CL": macro text is ASCII, so other letters are written as \u and their four hexadecimal digits.
Public Function KdclLetters(ByVal Escaped As String) As String
    Dim Pieces As Variant
    Dim Number As Long
    Pieces = Split(Escaped, "\u")
    For Number = 1 To UBound(Pieces)
        Pieces(Number) = ChrW$(CLng("&H" & Left$(Pieces(Number), 4))) & Mid$(Pieces(Number), 5)
    Next Number
    KdclLetters = Join(Pieces, "")
End Function
