"""青禾智控, a company that is alive: six months of it, played by the commands its people would use.

`cast` says who works there, `programme` what happens; each scene is a file of its own. `walk` moves
the one clock that all of it knows, and after each moment lets the company's own reactions follow;
so nudges, reminders and scorecards come about as they do in life. `opening` makes the company, and
opens it when all of it has been played.
"""
