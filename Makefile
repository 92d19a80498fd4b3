# `make` lists what there is; setting up, running and testing are ./start.sh, ./stop.sh and ./test.sh.
PYTHON := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

seed: ## Load the demo world into the running system
	$(PYTHON) -m demo.load

logs: ## Follow the logs, one part with s=NAME
	tail -F .local/system/log/$(or $(s),*).log

doctor: ## Show the state of every part
	$(PYTHON) -m infra.native.status

memory: ## Show the memory of every part (PSS)
	$(PYTHON) -m infra.native.memory

contracts: ## Write the contracts and the types generated from them
	$(PYTHON) -m kit.contracts

fix: ## Format and mend what tools can mend
	ruff check -q --fix . ; ruff format -q . ; cd web && npm run -s fix

lock: ## Resolve requirements.in into requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links requirements.in -o requirements.lock

faults: ## Kill, cut and delete everything three times under load
	MOCKSTAGRAM_FAULT_ROUNDS=3 ./test.sh faults

bench: ## Measure; $(PYTHON) -m bench --help lists the parts
	$(PYTHON) -m bench

.PHONY: help seed logs doctor memory contracts fix lock faults bench
