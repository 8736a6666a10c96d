"""What the console asks, as the API is told of it when the console is built."""

import pytest

from api.graphql.serving.trusted import documents_in
from operate import documents as checking
from operate.console import WEB


@pytest.mark.usefixtures("built")
def test_every_document_is_valid() -> None:
    documents = documents_in((WEB / "dist" / "documents.json").read_bytes())
    assert documents
    assert list(checking.faults(documents)) == []
