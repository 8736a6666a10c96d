"""How the server's own pages look: the console's paper and green, in one small sheet."""

LOGO = (
    '<svg viewBox="0 0 32 32" width="40" height="40" aria-hidden="true">'
    '<rect width="32" height="32" rx="9" fill="#17635c"/>'
    '<path fill="#f6f5f1" d="M8 11.5A3.5 3.5 0 0 1 11.500 8h6a3.500 3.500 0 0 1 0 7H13l-3.200'
    ' 2.600V14.600A3.500 3.500 0 0 1 8 11.500Z"/>'
    '<path fill="#e3b36b" d="M24 18.500a3.500 3.500 0 0 0-3.500-3.500h-.6a6 6 0 0 1-2.400 2H14.500'
    'a3.500 3.500 0 0 0 0 5H19l3.200 2.600v-3A3.500 3.500 0 0 0 24 18.500Z"/></svg>'
)
"""As in the console's icon; drawn in the page, which loads nothing."""

STYLE = """
* { box-sizing: border-box }
body { background: #f6f5f1; color: #1c2b2a; margin: 0; padding: 24px; min-height: 100vh;
  display: grid; place-items: center; align-content: center; -webkit-font-smoothing: antialiased;
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", "Noto Sans SC", sans-serif }
main { background: #fffefb; border: 1px solid #e6e3da; border-radius: 24px; width: 100%;
  max-width: 440px; padding: 40px; overflow-wrap: anywhere }
main.wide { max-width: 860px }
.brand { display: inline-flex; align-items: center; gap: 12px; color: #1c2b2a; font-size: 19px;
  font-weight: 650; text-decoration: none }
h1 { font-size: 26px; font-weight: 650; letter-spacing: -.01em; line-height: 1.25;
  margin: 24px 0 8px }
h2 { font-size: 15px; font-weight: 650; margin: 0 0 4px }
p { margin: 0 0 16px }
a { color: #17635c; text-decoration-thickness: 1px; text-underline-offset: 3px }
form { margin: 0 0 12px; display: grid; gap: 8px }
label { font-weight: 600 }
input { font: inherit; min-height: 42px; padding: 0 14px; min-width: 0; width: 100%;
  border: 1px solid #8b9591; border-radius: 10px; background: #fff; color: inherit }
button { font: inherit; font-weight: 600; min-height: 42px; padding: 6px 16px; cursor: pointer;
  background: #17635c; color: #fff; border: 1px solid #17635c; border-radius: 10px }
form ~ form button, button ~ button { background: #fffefb; color: #17635c }
:is(a, button, input):focus-visible { outline: 3px solid #17635c; outline-offset: 2px;
  border-radius: 6px }
small, .quiet { color: #566360; font-size: 13.5px }
ul { margin: 0 0 16px; padding-left: 20px }
pre { white-space: pre-wrap; font: inherit; margin: 8px 0 0 }
article { border-top: 1px solid #e6e3da; padding: 16px 0 }
footer { margin-top: 28px; border-top: 1px solid #e6e3da; padding-top: 16px }
@media (max-width: 480px) { body { padding: 16px } main { padding: 28px 22px } }
"""
