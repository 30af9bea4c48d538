"""Notices and plans as published (figures and dates theirs, wording ours), and one invented council."""

from config.demo.facts import (
    derbyshire,
    devon_2013,
    devon_kpi_tables,
    devon_kpis,
    devon_notice,
    devon_plan,
    elsewhere,
    posts,
)
from config.demo.facts.shapes import Kpi, KpiTable, Notice, Organisation, Plan, Post

NOTICES: tuple[Notice, ...] = (devon_notice.NOTICE, derbyshire.NOTICE, devon_2013.NOTICE, elsewhere.NOTICE)
PLANS: tuple[Plan, ...] = (devon_plan.PLAN, elsewhere.PLAN)
KPIS: dict[str, tuple[Kpi, ...]] = {
    devon_plan.PLAN.slug: devon_kpis.KPIS,
    elsewhere.PLAN.slug: elsewhere.KPIS,
}
TABLES: dict[str, tuple[KpiTable, ...]] = {
    devon_plan.PLAN.slug: devon_kpi_tables.TABLES,
    elsewhere.PLAN.slug: elsewhere.TABLES,
}
ORGANISATIONS: tuple[Organisation, ...] = (*posts.ORGANISATIONS, *elsewhere.ORGANISATIONS)
POSTS: tuple[Post, ...] = (*posts.POSTS, *elsewhere.POSTS)
CANARIES: tuple[str, ...] = elsewhere.CANARIES
