"""The form of Word papers: what a .docx really looks like, its parts, and the rules of NĐ 30/2020/NĐ-CP on them."""
