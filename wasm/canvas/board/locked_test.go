package board

import (
	"testing"
)

// touched is what a board tells, and whether it takes what a hand does, at the middle of a panel: a click, a drag, the wheel, two fingers and keys.
func touched(b *Board, panel string) (told map[string]bool, taken []string) {
	told = map[string]bool{}
	b.Scene()
	var at panelPlace
	for _, p := range b.panels {
		if p.Name == panel {
			at = panelPlace{float64(p.Body.X + p.Body.W/2), float64(p.Body.Y + p.Body.H/2)}
		}
	}
	hear := func() {
		for _, m := range b.Messages() {
			told[m.Kind] = true
		}
	}
	b.Leave()
	hear()
	told = map[string]bool{}
	b.Click(at.x, at.y)
	hear()
	b.Leave()
	for name, does := range map[string]func() bool{
		"wheel":   func() bool { return b.Zoom(at.x, at.y, 2) },
		"fingers": func() bool { return b.Pinch(at.x, at.y, 3, 3, 1.5) },
		"drag": func() bool {
			defer b.Release()
			return b.Press(at.x, at.y, false, true)
		},
		"arrow": func() bool { return b.Key("ArrowRight", false) },
		"plus":  func() bool { return b.Key("+", false) },
		"s":     func() bool { return b.Key("s", false) },
	} {
		if does() {
			taken = append(taken, name)
		}
		b.Fly(0, 0, 0, 0)
		b.Leave()
	}
	hear()
	return told, taken
}

type panelPlace struct{ x, y float64 }

// A panel that is locked is shown and takes nothing: no click, no drag, no key. Others are as they are.
func TestLockedPanels(t *testing.T) {
	s := frame(1, 12, 15)
	for panel, tells := range map[string]string{"latent": "probe", "images": "choose", "loss": "step", "grid": "probe"} {
		open := boardOf(t, 732, 583, 1, s, `{"panels":["`+panel+`"],"grid":15}`)
		told, taken := touched(open, panel)
		if !told[tells] || panel == "latent" && len(taken) != 6 {
			t.Errorf("%s that is open tells %v, takes %q; %s expected", panel, told, taken, tells)
		}
		shut := boardOf(t, 732, 583, 1, s, `{"panels":["`+panel+`"],"grid":15,"locked":["`+panel+`"]}`)
		told, taken = touched(shut, panel)
		delete(told, "room")
		delete(told, "window")
		if panel == "latent" || panel == "grid" { // what is decoded below the pointer is shown, and pins nothing
			delete(told, "probe")
			delete(told, "leave")
		}
		if len(told) > 0 || len(taken) > 0 || shut.cursor.pinned {
			t.Errorf("%s that is locked tells %v, takes %q, pinned %v", panel, told, taken, shut.cursor.pinned)
		}
	}
	// One of several is locked alone.
	b := boardOf(t, 732, 583, 1, s, `{"panels":["images","latent","loss"],"locked":["latent"]}`)
	if told, _ := touched(b, "images"); !told["choose"] {
		t.Errorf("the images beside a locked plane tell %v", told)
	}
	if told, _ := touched(b, "latent"); told["choose"] || b.cursor.pinned {
		t.Errorf("a locked plane beside images tells %v", told)
	}
}
