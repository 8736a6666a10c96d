"""From a selection set to one SQL statement that answers it in JSON.

`selection` collects what is asked for, `arguments` what it is asked with, `objects` and
`connections` compose the statement, `plan` keeps and runs it. The words a view uses to say where
its fields come from are in `api.graphql.views`.
"""
