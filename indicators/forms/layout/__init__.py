"""Families of forms (表样), one declaration each: what the reader looks for and the writer draws."""

from types import MappingProxyType

from indicators.forms.layout.central import CENTRAL
from indicators.forms.layout.central_plan import CENTRAL_PLAN
from indicators.forms.layout.hubei import HUBEI
from indicators.forms.layout.hubei_whole import HUBEI_WHOLE
from indicators.forms.layout.jilin import JILIN
from indicators.forms.layout.parts import Layout
from indicators.forms.layout.sichuan_plan import SICHUAN_PLAN

LAYOUTS: MappingProxyType[str, Layout] = MappingProxyType(
    {layout.family: layout for layout in (CENTRAL, CENTRAL_PLAN, SICHUAN_PLAN, HUBEI, HUBEI_WHOLE, JILIN)}
)
