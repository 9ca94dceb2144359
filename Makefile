# Bottleneck: build, serve, test. All targets need Go; the tests also need Chromium and install or name it.

GO   ?= go
ADDR ?= 127.0.0.1:8080
JS   := GOOS=js GOARCH=wasm

# As the page is built: what one part of the tests compiles, the next need not.
export GOFLAGS := -trimpath $(GOFLAGS)

# Results are not taken from the cache: several tests build or list packages, and the cache does not see which.
TEST := $(GO) test -count=1

# The packages of the core that call the kernels, themselves or in their tests: for these the build matters. The command line and exports are native.
KERNELS = $$($(GO) list -f '{{$$p := .ImportPath}}{{range .Imports}}{{$$p}} {{.}}{{"\n"}}{{end}}{{range .TestImports}}{{$$p}} {{.}}{{"\n"}}{{end}}{{range .XTestImports}}{{$$p}} {{.}}{{"\n"}}{{end}}' ./core/... | \
	sed -n 's| bottleneck/core/kernel$$||p' | grep -v -e /cmd/ -e /export$$ | sort -u)

# Without those that compute nothing but from runs: core/train shows that a run has the same bits here.
LOOPS = $$(echo $(KERNELS) | tr ' ' '\n' | grep -v -e core/classifiers$$ -e core/look$$ -e core/data/drawn$$)

.PHONY: serve dist release test vet test-native test-noasm test-js test-page chromium check bench bench-kernels clean

serve: ## builds and serves the playground
	@$(GO) run ./web/site serve -addr $(ADDR)

dist: ## builds dist/, static files for any host and any path
	@$(GO) run ./web/site build

release: ## dist/ in one zip, with checksums, for any server of static files
	@$(GO) run ./web/site release

test: chromium vet test-native test-noasm test-js test-page ## everything that must hold

vet:
	$(GO) vet ./...
	$(JS) $(GO) vet ./...

# The fixtures a second time, to print each case's name and their number.
test-native:
	$(TEST) ./core/... ./wasm/...
	$(TEST) -v -run '^TestFixtures$$' ./core/internal/fixtures

test-noasm:
	$(TEST) -tags noasm $(LOOPS)

# What the real kernels alone show, as js/wasm in Chromium. The tests of core/kernel go through the numbers of threads by themselves: they run on the two
# modules of kernels, which share nothing but the program that wrote them. The second list holds bits that must not depend on how the work is
# cut, which each number of threads does in its own way; its programs are shrunk, as the page's are. core/look has the figures on MNIST, minutes of one processor. The lessons have their pins without relaxed instructions, too, where fused products are computed. All others need one thread.
SHARED := ./core/train ./core/nn ./core/selftest

test-js:
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && $(GO) build -o "$$dir/exec" ./web/browser/exec && \
	BOTTLENECK_KERNELS=relaxed,plain BOTTLENECK_THREADS=3 $(JS) $(TEST) -exec "$$dir/exec" ./core/kernel && \
	BOTTLENECK_SHRINK=1 BOTTLENECK_THREADS=1,2,3,4,8 $(JS) $(TEST) -exec "$$dir/exec" $(SHARED) && \
	BOTTLENECK_KERNELS=plain BOTTLENECK_THREADS=2 $(JS) $(TEST) -exec "$$dir/exec" -run TestEveryLessonIsPinned ./core/train && \
	BOTTLENECK_THREADS=all $(JS) $(TEST) -exec "$$dir/exec" ./core/look && \
	$(JS) $(TEST) -exec "$$dir/exec" $$(echo $(KERNELS) | tr ' ' '\n' | grep -v -e core/kernel$$ -e core/look$$ $(SHARED:./%=-e %$$))

# The page's tests have deadlines of the page itself, of some seconds: nothing else may run beside them.
ALONE := ./web/e2e ./web/offline

test-page:
	$(TEST) $$($(GO) list ./web/... | grep -v $(ALONE:./%=-e %$$))
	$(TEST) -p 1 -timeout 30m $(ALONE)

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
	rm -rf dist static/data bottleneck.zip bottleneck.zip.sha256
