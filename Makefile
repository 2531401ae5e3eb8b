# make demo       安装并启动演示服务（端口 JIXIAO_PORT，默认 8000）
# make test       全部测试与覆盖率（随机表 10,000 张）
# make test-long  同上，随机表 1,000,000 张
# make lint       代码风格与类型检查
# make bench      性能比较
# make bench-large 一百万份自评的列表与读取（约需 12 GB 磁盘）
# make docs       由数据生成 docs 中的办法、问题、读数各页
# make pictures   把演示的网页截成 README 和使用说明里的图
# make forms      把样例写成官方表样（samples/forms）
# make clean      删除虚拟环境与缓存

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
JIXIAO_PORT ?= 8000
export JIXIAO_PORT

bin := .venv/bin
files := indicators/forms/workbook/*,indicators/forms/wordfile/*,indicators/forms/pdffile/*
ready := .venv/.ready

.PHONY: help demo test test-long check lint bench bench-large docs pictures forms clean python browser

help:
	@grep '^# make' Makefile | cut -c3-

# The stamp is younger than what it was made from, so a changed pin or dependency sets the environment up anew.
$(ready): pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory python
	@echo '正在准备虚拟环境（setting up .venv）'
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(bin)/python -m pip install -qq --disable-pip-version-check --no-input -c constraints.txt -e '.[dev]'
	@touch $@

# Debian ships Python without ensurepip, which lives in python3-venv.
python:
	@command -v $(PYTHON) >/dev/null && $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || .ci/apt python3 python3-venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo '需要 Python 3.11 或更高版本（Python 3.11 or newer is needed）' >&2; exit 1; }

# Without them the tests that need them fail and say so; all others still run.
browser:
	@command -v curl >/dev/null || .ci/apt curl || true
	@command -v chromium >/dev/null || .ci/apt chromium || true
	@{ command -v fc-list >/dev/null && [ -n "$$(fc-list :lang=zh family)" ]; } \
		|| .ci/apt fontconfig fonts-noto-cjk || true
	@command -v soffice >/dev/null || .ci/apt libreoffice-calc-nogui libreoffice-writer-nogui || true

demo: $(ready)
	@rm -rf build/demo && mkdir -p build/demo
	@JIXIAO_DATABASE=$${JIXIAO_DATABASE:-build/demo/jixiao.db} exec $(bin)/jixiao serve --demo

test: forms := 10000
test: kills := 25
test: keys := 300
test: cases := 1000
test: steps := 20000
test: profile := small
test: patience := 600
test: check

test-long: forms := 1000000
test-long: kills := 500
test-long: keys := 10000
test-long: cases := 100000
test-long: steps := 1000000
test-long: profile := long
test-long: patience := 0
test-long: check

# A test that hangs is ended after so many seconds (patience; 0: never). Three thresholds, so the report is made three times from one run. The file modules of forms answer to libraries.
check: $(ready) browser
	@rm -f .coverage .coverage.*
	@TEST_RANDOM_FORMS=$(forms) TEST_KILL_CYCLES=$(kills) TEST_RACED_KEYS=$(keys) \
		TEST_CONTRACT_CASES=$(cases) TEST_WORKFLOW_STEPS=$(steps) \
		$(bin)/pytest -q -n 2 --timeout=$(patience) --hypothesis-profile=$(profile) --cov --cov-report=
	@$(bin)/coverage report --include='indicators/*,scoring/*' --omit='$(files)' --fail-under=100
	@$(bin)/coverage report --include='$(files)' --fail-under=95
	@$(bin)/coverage report --include='api/*' --fail-under=95

lint: $(ready)
	@$(bin)/ruff check --quiet .
	@$(bin)/ruff format --check .
	@$(bin)/mypy

bench: $(ready)
	@for file in $(filter-out bench/large.py,$(wildcard bench/*.py)); do $(bin)/python "$$file"; done

bench-large: $(ready)
	@$(bin)/python bench/large.py

docs: $(ready)
	@$(bin)/python docs/generate.py

pictures: $(ready) browser
	@$(bin)/python docs/pictures.py

forms: $(ready)
	@$(bin)/python samples/make_forms.py

clean:
	@rm -rf .venv build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find indicators scoring api tests -name __pycache__ -prune -exec rm -rf {} +
