"""What MkDocs cannot be configured to do.

The pages are written for the code host, where they link to files of the whole repository. In the site, a link to a page
of the site leads to that page, and a link to any other file leads to that file on the code host. Some pages of the site
are outside of docs/.
"""

import logging
import re
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from mkdocs.structure.files import File
from pymdownx.slugs import slugify

REPOSITORY = Path(__file__).parents[2]

# Pages that are outside of docs/, and what they are in the site.
OUTSIDE = {
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "code-of-conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security-policy.md",
    "helm/vpcep-operator/README.md": "helm-chart.md",
}

FENCE = re.compile(r"^( *)(`{3,}).*?^\1\2 *$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
# A list or a table that Markdown for Python takes for text, because no empty line is above it.
LOST_BLOCK = re.compile(r"<p>[^<]*\n(?:[-*] |\d+\. |\|)")
# What a browser loads by itself. A link that a reader follows is not.
LOADED = re.compile(r"<(?:script|img|iframe|source|link rel=\"(?:stylesheet|preconnect|icon)\")\b[^>]*?(?:src|href)=\"(?:https?:)?//[^\"]*")

log = logging.getLogger("mkdocs.hooks.site")


def on_config(config):
    """Makes the anchors of headings as the code host does."""
    config.mdx_configs["toc"]["slugify"] = slugify(case="lower")
    return config


def on_files(files, config):
    """Adds the pages that are outside of docs/, and the style sheet, which the code host has no use for."""
    for source, name in OUTSIDE.items():
        files.append(File.generated(config, name, content=(REPOSITORY / source).read_text(encoding="utf-8")))
    files.append(File.generated(config, "assets/site.css", abs_src_path=str(REPOSITORY / "src/site/site.css")))
    return files


def on_page_markdown(markdown, page, config, files):
    """Redirects the links."""
    source = source_of(page.file.src_uri)

    def redirected(match):
        return match[1] + redirect(match[2], source, page.file.src_uri, config.repo_url) + match[3]

    def outside_of_fences(text):
        end = 0
        for fence in FENCE.finditer(text):
            yield LINK.sub(redirected, text[end : fence.start()])
            yield fence[0]
            end = fence.end()
        yield LINK.sub(redirected, text[end:])

    if page.file.src_uri in OUTSIDE.values():
        page.edit_url = f"{config.repo_url}/edit/main/{source}"
    return "".join(outside_of_fences(markdown))


def on_page_content(html, page, config, files):
    """Finds what the code host shows as a list or table and this site would not."""
    for lost in LOST_BLOCK.finditer(html):
        log.warning("%s: empty line needed above a list or table: %s", page.file.src_uri, lost[0])
    return html


def on_post_page(output, page, config):
    """Finds what the browser of a reader would load from another host."""
    for loaded in LOADED.finditer(output):
        log.warning("%s: loads from another host: %s", page.file.src_uri, loaded[0])
    return output


def source_of(name):
    """The file of a page, from the top of the repository."""
    return next((source for source, page in OUTSIDE.items() if page == name), f"docs/{name}")


def redirect(link, source, page, repository_url):
    """Where a link of this source leads to from this page of the site."""
    path, hash_sign, anchor = link.partition("#")
    if not path or "://" in path or path.startswith("mailto:"):
        return link
    target = normpath(PurePosixPath(source).parent / path)
    if target in OUTSIDE:
        return relpath(OUTSIDE[target], PurePosixPath(page).parent) + hash_sign + anchor
    if target.startswith("docs/") and (REPOSITORY / target).is_file():
        return relpath(target, PurePosixPath("docs", page).parent) + hash_sign + anchor
    if not target.startswith("..") and (REPOSITORY / target).exists():
        kind = "tree" if (REPOSITORY / target).is_dir() else "blob"
        return f"{repository_url}/{kind}/main/{target}{hash_sign}{anchor}"
    # MkDocs says what is wrong with it.
    return link
