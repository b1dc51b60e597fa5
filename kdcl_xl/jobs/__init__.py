"""The jobs: what a button or a command does from the user's file to the user's file.

Buttons and the command line are two doors to these functions and give the same answer.
"""
