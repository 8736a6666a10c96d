"""A company that is alive: six months of 青禾智控 played by the commands that its people would use.

`cast` says who works there, `programme` what happens; each scene is a file of its own. `walk` moves
the one clock that all of it knows, and each evening lets the company's own reactions follow, so
nudges, reminders and scorecards come about as they do in life. `opening` makes the company, and
opens it when all of it has been played.

Not yet played, because the product has no word for it yet:
 - a word on the shop floor that is confirmed on a phone, by somebody without an address
 - a talk of three, and a question asked in confidence
 - a turn of the business that is declared as such
 - words that are erased after somebody has left
 - grades, the stop for a driver nobody spoke about, interviews, appeals, calibration
 - units: who works where shows only in whom people report to
 - days off other than weekends
"""
