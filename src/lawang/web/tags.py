"""Template tags: icons as inline symbols, of which a page carries only those it uses."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lawang.web.icons import ICONS

register = template.Library()

_USES = {
    name: format_html('<svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>', name)
    for name in ICONS
}


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str) -> SafeString:
    """The icon of this name; `icon_symbols` at the end of the page must follow."""
    if name not in ICONS:
        raise KeyError(f"no icon {name}; there are {', '.join(sorted(ICONS))}")
    _used(context)[name] = True
    return _USES[name]


@register.simple_tag(takes_context=True)
def icon_symbols(context: Context) -> SafeString:
    """The drawings of the icons used so far on this page."""
    drawn = "".join(
        f'<symbol id="i-{name}" viewBox="0 0 {ICONS[name][0]} {ICONS[name][0]}">'
        f"{ICONS[name][1]}</symbol>"
        for name in _used(context)
    )
    # Our own constants, nothing a person typed.
    return mark_safe(f'<svg hidden xmlns="http://www.w3.org/2000/svg">{drawn}</svg>')


def _used(context: Context) -> dict[str, bool]:
    """Kept on the request: it is the one thing that all templates of a page share."""
    request = context["request"]
    if not hasattr(request, "lawang_icons"):
        request.lawang_icons = {}
    used: dict[str, bool] = request.lawang_icons
    return used
