# tagwire's daily commands; `make help` lists them.
GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  = -s -w -X main.version=$(VERSION)
# Where `make run` keeps its state, and what it reads: nothing is the demo.
DATA    ?= tagwire-data
SOURCES ?=
RACE    ?=
FUZZTIME ?= 20s
ROUNDS  ?= 200

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@latest

.PHONY: help build run test test-crash lint bench bench-peers fuzz
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

build: ## build bin/tagwire, one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/tagwire ./cmd/tagwire

run: build ## run the pipeline once and print the digest; SOURCES="…" instead of the demo
	@bin/tagwire run --once --data $(DATA) $(or $(SOURCES),--demo) || [ $$? -eq 3 ]
	@bin/tagwire digest --data $(DATA)

test: ## run every test, offline; RACE=-race turns the race detector on
	$(GO) test $(RACE) ./...

test-crash: ## kill the pipeline at ROUNDS random moments and look for losses
	TAGWIRE_CRASH_ROUNDS=$(ROUNDS) TAGWIRE_CLUSTER_ARTICLES=5000 $(GO) test -count 1 -timeout 60m -v ./internal/crashtest

lint: ## gofmt, go vet, staticcheck, govulncheck where they can run
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "not formatted: $$unformatted"; exit 1; }
	$(GO) vet ./...
	@./.ci/tool staticcheck $(STATICCHECK) ./...
	@./.ci/tool govulncheck $(GOVULNCHECK) ./...

bench: ## run every benchmark, five times each, for benchstat
	$(GO) test -run '^$$' -bench . -benchmem -count 5 ./...

bench-peers: ## measure tagwire beside other systems, accuracy and speed in one run
	cd bench && $(GO) test -count 1 -v -bench . -benchmem ./...

fuzz: ## run every fuzz target for FUZZTIME
	@$(GO) list ./... | while read -r p; do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "== $$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; done; done
