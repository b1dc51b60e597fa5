Attribute VB_Name = "modLetters"
Option Explicit
' Macro text is ASCII: other letters are written as \u and their four hexadecimal digits.

' "K\u0110CL" to words that can be shown.
Public Function KdclLetters(ByVal Escaped As String) As String
    Dim Pieces As Variant
    Dim Number As Long
    Pieces = Split(Escaped, "\u")
    For Number = 1 To UBound(Pieces)
        Pieces(Number) = ChrW$(CLng("&H" & Left$(Pieces(Number), 4))) & Mid$(Pieces(Number), 5)
    Next Number
    KdclLetters = Join(Pieces, "")
End Function
