package modules

import (
	"testing"
	"time"
)

// Who turns to another page of a lesson while its link is being opened has that page in the address once it is open; who does not keeps the address as it was
// given.
func TestAddressWhileALinkOpens(t *testing.T) {
	p := modules(t)
	given := func(hash, act string) {
		t.Helper()
		eval[bool](t, p, `location.hash = `+quote(hash)+`;
			const { keepAddress, setPageKey, takePageKeys } = await import("/page/recipe/hash.js");
			keepAddress();
			takePageKeys({ page: "2" }, "#v=1&lesson=plane");
			`+act+`
			keepAddress("#v=1&lesson=plane");
			return true;`)
	}
	shown := func(want string) {
		t.Helper()
		if err := p.WaitFor(`location.hash === `+quote(want), 10*time.Second); err != nil {
			t.Error(err)
		}
	}
	given("#lesson=plane&v=1&page=2", `setPageKey("page", "1");`)
	shown("#v=1&lesson=plane&page=1")

	given("#page=2&lesson=plane&v=1", `setPageKey("page", "2");`)
	eval[bool](t, p, `await new Promise((done) => setTimeout(done, 151)); return true;`) // a write would have waited 150 ms, and timers end in turn
	shown("#page=2&lesson=plane&v=1")

	eval[bool](t, p, `(await import("/page/recipe/hash.js")).setPageKey("page", "3"); return true;`)
	shown("#v=1&lesson=plane&page=3")
}
