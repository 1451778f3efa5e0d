"""Word files made by hand."""

import io
import zipfile

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def docx(body: str, *, title: str = "", creator: str = "", before: str = "") -> bytes:
    """Return a Word file with this body (WordprocessingML); `before` stands before its root."""
    core = (
        f'<c:coreProperties xmlns:c="{_CORE}" xmlns:d="http://purl.org/dc/elements/1.1/">'
        f"<d:title>{title}</d:title><d:creator>{creator}</d:creator></c:coreProperties>"
    )
    document = f'<w:document xmlns:w="{_SPACE}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", before + document)
        archive.writestr("docProps/core.xml", core)
    return file.getvalue()
