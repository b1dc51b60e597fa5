Attribute VB_Name = "modBookCall"
' In the workbooks with buttons: hands a press on to kdcl.xlam in Excel, to the extension kdcl.oxt in LibreOffice.
' No Option Explicit: ThisComponent exists in LibreOffice only, for Excel it is an empty variable.

Private Const KDCL_ADD_IN As String = "kdcl.xlam"

Public Sub KdclPress(ByVal Id As String, ByVal Macro As String)
    If IsObject(ThisComponent) Then
        PressInLibreOffice Id
    Else
        PressInExcel Macro
    End If
End Sub

' Excel leaves out what stands between #If and #End If. LibreOffice passes over lines that begin with # and reads the rest.
Private Sub PressInLibreOffice(ByVal Id As String)
#If LibreOffice Then
    Dim Extension As Object
    Set Extension = CreateUnoService("vn.kdcl.Nut")
    If IsNull(Extension) Then
        MsgBox KdclLetters(KDCL_NO_EXTENSION), vbExclamation, KdclLetters(KDCL_TITLE)
    Else
        Extension.trigger Id
    End If
#End If
End Sub

Private Sub PressInExcel(ByVal Macro As String)
    On Error GoTo Failed
    If AddInIsOpen() Then
        Application.Run KDCL_ADD_IN & "!" & Macro
    Else
        KdclTell KdclLetters(KDCL_NO_ADD_IN)
    End If
    Exit Sub
Failed:
    KdclTell KdclLetters(KDCL_OLD_ADD_IN) & vbCrLf & vbCrLf & Err.Description
End Sub

' Add-ins are left out when Workbooks is counted, but they are found by name.
Private Function AddInIsOpen() As Boolean
    On Error Resume Next
    AddInIsOpen = Len(Workbooks(KDCL_ADD_IN).Name) > 0
End Function
