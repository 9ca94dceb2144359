package local

import (
	"strings"
	"testing"

	"bottleneck/core/data/files"
	"bottleneck/core/data/own"
)

func readAs(t *testing.T, list []File, roles ...own.Role) *own.Given {
	t.Helper()
	g, err := ReadAs(list, files.Choice{Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func roleOf(g *own.Given, name string) string {
	for _, r := range g.Roles {
		if r.Name == name {
			return r.Role + r.Part
		}
	}
	return ""
}

// What a person decides about columns counts, and what that leaves undecided is as it was understood.
func TestColumnsAsAPersonSays(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,size,kind,species\n")
	for i := range 30 {
		b.WriteString(strings.Join([]string{string(rune('0'+i/10)) + string(rune('0'+i%10)), "1." + string(rune('0'+i%7)), string(rune('1' + i%3)), []string{"owl", "elk"}[i%2]}, ",") + "\n")
	}
	table := func() []File { return given("x.csv", []byte(b.String())) }
	g := readAs(t, table())
	if roleOf(g, "id") != "index" || roleOf(g, "size") != "input" || roleOf(g, "kind") != "input" || roleOf(g, "species") != "label" || len(g.Table.Columns) != 2 {
		t.Fatalf("%+v", g.Roles)
	}
	g = readAs(t, table(), own.Role{Name: "kind", Role: own.RoleLabel})
	if roleOf(g, "kind") != "label" || roleOf(g, "species") != "left out" || len(g.Table.Classes) != 3 || strings.Join(g.Table.Columns, " ") != "size" {
		t.Errorf("%+v, classes %q, columns %q", g.Roles, g.Table.Classes, g.Table.Columns)
	}
	g = readAs(t, table(), own.Role{Name: "id", Role: own.RoleInput}, own.Role{Name: "kind", Role: own.RoleNone})
	if strings.Join(g.Table.Columns, " ") != "id size" || roleOf(g, "species") != "label" || roleOf(g, "kind") != "left out" {
		t.Errorf("%+v, columns %q", g.Roles, g.Table.Columns)
	}
	for _, c := range []struct{ name, role, code string }{{"species", own.RoleInput, "input_without_numbers"}, {"size", own.RoleLabel, "label_of_many_values"}} {
		if _, err := ReadAs(table(), files.Choice{Roles: []own.Role{{Name: c.name, Role: c.role}}}); c.code == "input_without_numbers" && (err == nil || !strings.Contains(err.Error(), "it has no numbers")) {
			t.Errorf("%s as %s: %v", c.name, c.role, err)
		}
	}
}

// Arrays change their roles and parts, and pictures are turned as a person says.
func TestArraysAsAPersonSays(t *testing.T) {
	const n, side = 20, 12
	x := u1(strokes(n, side), 255)
	more := u1(strokes(n, side), 200)
	labels := line(n, func(i int) byte { return byte(i % 4) })
	list := func() []File {
		return given("a.npy", npy("|u1", "(20, 12, 12)", x), "b.npy", npy("|u1", "(20, 12, 12)", more), "kind.npy", labels)
	}
	g := readAs(t, list(), own.Role{Name: "b.npy", Part: "test"})
	if train, test := g.Pictures.Count(); train != n || test != n || roleOf(g, "b.npy") != "inputtest" {
		t.Errorf("%d and %d: %+v", train, test, g.Roles)
	}
	g = readAs(t, list(), own.Role{Name: "b.npy", Role: own.RoleNone}, own.Role{Name: "kind.npy", Role: own.RoleNone})
	if train, test := g.Pictures.Count(); train+test != n || g.Pictures.Labels != nil || roleOf(g, "kind.npy") != "left out" {
		t.Errorf("%d and %d, labels %v: %+v", train, test, g.Pictures.Labels, g.Roles)
	}
	if g.Turn != own.Upright {
		t.Errorf("turn %q", g.Turn)
	}
	first := func(turn, name string, b []byte) []byte {
		g, err := ReadAs(given(name, idx(0x803, []int{n, side, side}, b)), files.Choice{Turn: turn})
		if err != nil {
			t.Fatal(err)
		}
		return g.Pictures.Planes(0).Pix
	}
	upright, over := string(x[:side*side]), string(u1(turned(strokes(n, side), n, side), 255)[:side*side])
	for _, c := range []struct{ turn, name, want string }{
		{"", "x-idx3-ubyte", upright}, {own.Turned, "x-idx3-ubyte", over}, {own.Upright, "x-idx3-ubyte", upright},
		{"", "emnist-idx3-ubyte", over}, {own.Upright, "emnist-idx3-ubyte", upright},
	} {
		if got := string(first(c.turn, c.name, x)); got != c.want {
			t.Errorf("%s with turn %q is not as it should be", c.name, c.turn)
		}
	}
}
