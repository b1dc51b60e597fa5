Attribute VB_Name = "modAddInCall"
Option Explicit
' In kdcl.xlam: one press is one call of Python through xlwings' RunPython. What a button does is written in Python.

Public Sub GoiPython(ByVal Id As String)
    Dim Obstacle As String
    On Error GoTo Failed
    Obstacle = ObstacleFor(ActiveWorkbook)
    If Len(Obstacle) > 0 Then
        KdclTell KdclLetters(Obstacle)
        Exit Sub
    End If
    Application.StatusBar = KdclLetters(KDCL_WORKING)
    RunPython "import kdcl_xl.buttons.excel as e; e.press('" & Id & "')"
    ClearStatusBar
    Exit Sub
Failed:
    ClearStatusBar
    KdclTell KdclLetters(KDCL_FAILED) & vbCrLf & vbCrLf & Err.Description
End Sub

' Callback of every button of the ribbon; its tag is the id of the button.
Public Sub KDCL_OnAction(control As IRibbonControl)
    GoiPython control.Tag
End Sub

' Why nothing can be called for this workbook, or "".
' A sheet "xlwings.conf" or "*.py" in somebody's workbook would tell xlwings to run another program: never.
' xlwings cuts the name of a workbook at "=".
Private Function ObstacleFor(ByVal Book As Workbook) As String
    Dim Sheet As Object
    If Len(Environ$("KDCL_HOME")) = 0 Then
        ObstacleFor = KDCL_NOT_INSTALLED
        Exit Function
    End If
    If Book Is Nothing Then
        ObstacleFor = KDCL_NO_BOOK
        Exit Function
    End If
    If InStr(Book.Name, "=") > 0 Then ObstacleFor = KDCL_BAD_NAME
    For Each Sheet In Book.Sheets
        If LCase$(Sheet.Name) = "xlwings.conf" Or LCase$(Right$(Sheet.Name, 3)) = ".py" Then
            ObstacleFor = KDCL_FOREIGN_SETTINGS
        End If
    Next Sheet
End Function

Private Sub ClearStatusBar()
    If CStr(Application.StatusBar) = KdclLetters(KDCL_WORKING) Then Application.StatusBar = False
End Sub

' Called by the module xlwings in place of its own message.
' Python writes our words with \u1EC5 for letters the PC's ANSI page lacks; a traceback stays in a file for those who help.
Public Sub KdclPythonFailed(ByVal ErrorFile As String)
    Dim Said As String
    Dim Kept As String
    On Error GoTo Unknown
    Said = ReadFile(ErrorFile)
    If Len(Said) > 0 And InStr(Said, "Traceback") = 0 Then
        KdclTell KdclLetters(Said)
    Else
        Kept = Environ$("KDCL_HOME") & "\nhat-ky\loi-python.log"
        FileCopy ErrorFile, Kept
        KdclTell KdclLetters(KDCL_PYTHON_FAILED) & vbCrLf & Kept
    End If
    Exit Sub
Unknown:
    KdclTell KdclLetters(KDCL_PYTHON_FAILED)
End Sub

' Called by the module xlwings in place of its own message.
Public Sub KdclNoPython(ByVal Interpreter As String)
    KdclTell KdclLetters(KDCL_NO_PYTHON) & vbCrLf & Interpreter
End Sub
