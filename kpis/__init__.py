"""Whether things are getting better: KPIs with baselines, targets and measurements."""
