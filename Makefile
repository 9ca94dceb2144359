# Bottleneck: build, serve, test. All targets need Go; the tests also need Chromium and install or name it.

GO   ?= go
ADDR ?= 127.0.0.1:8080
JS   := GOOS=js GOARCH=wasm

# Results are not taken from the cache: several tests build or list packages, and the cache does not see which.
TEST := $(GO) test -count=1

# The packages that run in the tab, for the js/wasm tests: the core without what is for programs of a machine alone.
CORE_JS = $$($(GO) list ./core/... | grep -v -e '/core$$' -e '/core/cmd/' -e '/core/data/local/mnist')

.PHONY: serve dist test vet test-native test-noasm test-js test-page chromium check bench bench-kernels clean

serve: ## builds and serves the playground
	@$(GO) run ./web/site serve -addr $(ADDR)

dist: ## builds dist/, static files for any host and any path
	@$(GO) run ./web/site build

test: chromium vet test-native test-noasm test-js test-page ## everything that must hold

vet:
	$(GO) vet ./...
	$(JS) $(GO) vet ./...

# The fixtures a second time, to print each case's name and their number.
test-native:
	$(TEST) ./core/... ./wasm/...
	$(TEST) -v -run '^TestFixtures$$' ./core/internal/fixtures

test-noasm:
	$(TEST) -tags noasm ./core/...

# The same tests as js/wasm in Chromium, on the real kernels; core/kernel also on those without relaxed
# instructions, and what threads share with several of them.
test-js:
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(GO) build -o "$$dir/exec" ./web/browser/exec && \
	$(JS) $(TEST) -exec "$$dir/exec" $(CORE_JS) && \
	BOTTLENECK_KERNELS=plain $(JS) $(TEST) -exec "$$dir/exec" ./core/kernel && \
	for threads in 2 3; do BOTTLENECK_THREADS=$$threads $(JS) $(TEST) -exec "$$dir/exec" ./core/kernel ./core/train || exit 1; done && \
	BOTTLENECK_THREADS=8 $(JS) $(TEST) -exec "$$dir/exec" ./core/selftest ./core/nn && \
	for threads in 4 8; do BOTTLENECK_THREADS=$$threads $(JS) $(TEST) -exec "$$dir/exec" -run Pinned ./core/train || exit 1; done

test-page:
	$(TEST) -p 1 -timeout 30m ./web/...

chromium:
	@$(GO) run ./web/browser/ensure

check: vet ## form: formatting, generated files, words that do not belong here
	@files=$$(gofmt -l core wasm web); test -z "$$files" || { echo "gofmt these files:"; echo "$$files"; exit 1; }
	@before=$$(git diff | cksum) && $(GO) generate ./... && test "$$before" = "$$(git diff | cksum)" || \
		{ echo "generated files are not up to date: run go generate ./... and commit"; exit 1; }
	@! git grep -nIE '(TODO|FIXME|HACK)\b|/(root|home|work)/[a-z]|(^|[/ ])utils?(/|\.go)|https?://(10|192\.168)\.' -- . ':!Makefile' || \
		{ echo "these words do not belong into the repository"; exit 1; }

bench: ## how fast the networks train, in Chromium and natively; more in docs/performance.md
	@$(GO) run ./web/measure

bench-kernels: ## speed of each kernel, natively and in Chromium
	$(GO) test -run '^$$' -bench . ./core/kernel
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(GO) build -o "$$dir/exec" ./web/browser/exec && \
	$(JS) $(GO) test -exec "$$dir/exec" -run '^$$' -bench . ./core/kernel

clean:
	rm -rf dist static/data
