package modules

import (
	"encoding/json"
	"testing"
)

// A link is handed to what the system shares by, where there is such a thing: the address that the dialog shows, under the page's title. That a person thinks
// better of it is no error; that the browser refuses is told, and the link selected.
func TestALinkIsSent(t *testing.T) {
	got := eval[json.RawMessage](t, modules(t), `
		document.title = "A run";
		document.body.innerHTML = '<div id="toasts"></div><dialog id="share"></dialog>';
		const { ShareDialog } = await import("/page/share/dialog.js");
		const [dialog, toasts] = ["share", "toasts"].map((id) => document.getElementById(id));
		const store = { running: { showing: { tabs: [] }, values: { data: "mnist" } }, figures: null, panels: [], fields: [] };
		const link = async () => "#v=1&seed=7";
		const share = new ShareDialog(dialog, store, { given: { link, whole: link }, classroom: { keys: { hide: "", lock: "" } }, pages: () => [] });
		const sent = async (by) => {
			Object.defineProperty(navigator, "share", { value: by, configurable: true });
			toasts.replaceChildren();
			await share.open();
			const button = dialog.querySelector("#share-send");
			if (!button) { dialog.close(); return "no button"; }
			const given = [];
			Object.defineProperty(navigator, "share", { value: async (what) => { given.push(what); await by(); }, configurable: true });
			button.click();
			await new Promise((go) => setTimeout(go)); // behind what waits for promises alone
			const box = dialog.querySelector("input[readonly]");
			const right = JSON.stringify(given) === JSON.stringify([{ title: "A run", url: box.value }]) && box.value === location.origin + location.pathname + "#v=1&seed=7";
			const said = [right, document.activeElement === box && box.selectionEnd - box.selectionStart === box.value.length, [...toasts.children].map((el) => el.className + ": " + el.dataset.text.slice(0, 40)).join()];
			dialog.close();
			return said.join(" ").trim();
		};
		const refuse = (name) => async () => { throw new DOMException("no", name); };
		const found = [await sent(undefined), await sent(async () => {}), await sent(refuse("AbortError")), await sent(refuse("NotAllowedError"))];
		delete navigator.share;
		return found;`)
	if want := `["no button","true false","true false","true true toast error: The browser does not let the page send:"]`; string(got) != want {
		t.Errorf("%s found, %s expected", got, want)
	}
}
