package kernels

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"bottleneck/core/kernel/job"
	"bottleneck/wasm/binary"
	"bottleneck/wasm/memory"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// machine runs the plain module on a memory of its own, under wazero.
type machine struct {
	t      *testing.T
	module api.Module
	more   func() api.Module // another instance on the same memory
	memory api.Memory
	next   uint32
	vecs   []*vector
}

const pages = 128

// memoryOwner is a module that exports the memory which ours import.
func memoryOwner(shared bool) []byte {
	b := binary.AppendVector([]byte(binary.Header), binary.SectionMemory, [][]byte{binary.AppendLimits(nil, pages, shared, 5)})
	return binary.AppendVector(b, binary.SectionExport, [][]byte{append(binary.AppendName(nil, memoryName), binary.KindMemory, 0)})
}

// newMachine starts a module; the relaxed one is more than wazero can do.
func newMachine(t *testing.T, shared bool) *machine {
	t.Helper()
	ctx := context.Background()
	features := api.CoreFeaturesV2 | experimental.CoreFeaturesThreads
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCoreFeatures(features))
	t.Cleanup(func() { r.Close(ctx) })
	if _, err := r.InstantiateWithConfig(ctx, memoryOwner(shared), wazero.NewModuleConfig().WithName(memoryModule)); err != nil {
		t.Fatal(err)
	}
	module, err := memory.SetLimits(Module(false), memory.Limits{Pages: pages, Shared: shared})
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := r.CompileModule(ctx, module)
	if err != nil {
		t.Fatal(err)
	}
	instance := func() api.Module {
		mod, err := r.InstantiateModule(ctx, compiled, wazero.NewModuleConfig().WithName(""))
		if err != nil {
			t.Fatal(err)
		}
		return mod
	}
	return &machine{t: t, module: instance(), more: instance, memory: r.Module(memoryModule).ExportedMemory(memoryName), next: 1024}
}

// vector is a slice and its place in the machine's memory, between guard words.
type vector struct {
	x    []float32
	at   uint32
	name string
}

const guardWords, guard = 8, -123456.75

// vector copies x into the machine's memory, misaligned by so many numbers. It keeps x.
func (m *machine) vector(x []float32, offset int) *vector {
	v := &vector{x: x, at: m.next + 4*uint32(guardWords+offset), name: fmt.Sprintf("x%d", len(m.vecs))}
	m.next += 4 * uint32(len(x)+2*guardWords+4)
	if m.next > pages<<16-2*job.ScratchBytes { // the end is left to products

		m.t.Fatal("the machine's memory is too small")
	}
	for a := v.at - 4*guardWords; a < v.at+4*uint32(len(x)+guardWords); a += 4 {
		m.memory.WriteFloat32Le(a, guard)
	}
	for i, y := range x {
		m.memory.WriteFloat32Le(v.at+4*uint32(i), y)
	}
	m.vecs = append(m.vecs, v)
	return v
}

// vectors copies each of xs.
func (m *machine) vectors(xs [][]float32, offset int) (vs []*vector) {
	for i, x := range xs {
		vs = append(vs, m.vector(x, (offset+i*i)%4))
	}
	return vs
}

// free forgets all vectors.
func (m *machine) free() { m.next, m.vecs = 1024, nil }

// call calls an export. An argument is a vector, which stands for its address, an int, a uint32 or a
// float32.
func (m *machine) call(name string, args ...any) float64 {
	m.t.Helper()
	var stack []uint64
	for _, a := range args {
		switch a := a.(type) {
		case *vector:
			stack = append(stack, uint64(a.at))
		case int:
			stack = append(stack, uint64(uint32(a)))
		case uint32:
			stack = append(stack, uint64(a))
		case float32:
			stack = append(stack, api.EncodeF32(a))
		default:
			m.t.Fatalf("%s: argument of type %T", name, a)
		}
	}
	out, err := m.module.ExportedFunction(name).Call(context.Background(), stack...)
	if err != nil {
		m.t.Fatalf("%s: %v", name, err)
	}
	if len(out) == 0 {
		return 0
	}
	if name == "run" || name == "checksum" || name == "zeros" { // which give words
		return float64(uint32(out[0]))
	}
	return math.Float64frombits(out[0])
}

// check holds all vectors to what the references left in their slices, and the guards to what they were.
func (m *machine) check(name string) {
	m.t.Helper()
	for _, v := range m.vecs {
		for i := -guardWords; i < len(v.x)+guardWords; i++ {
			found, _ := m.memory.ReadFloat32Le(uint32(int(v.at) + 4*i))
			expected := float32(guard)
			if i >= 0 && i < len(v.x) {
				expected = v.x[i]
			}
			if math.Float32bits(found) != math.Float32bits(expected) && (found == found || expected == expected) {
				m.t.Errorf("%s: %s[%d] of %d: found %g (%#08x), expected %g (%#08x)", name, v.name, i, len(v.x),
					found, math.Float32bits(found), expected, math.Float32bits(expected))
				return
			}
		}
	}
}

var special = []float32{0, float32(math.Copysign(0, -1)), 1, -1, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
	math.SmallestNonzeroFloat32, -0x1p-130, minNormal, math.MaxFloat32, -math.MaxFloat32, 0.625, -0.625, 88.8, -104, 1e20}

// random returns n numbers of many magnitudes, and a share of special ones if wild.
func random(r *rand.Rand, n int, wild bool) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * math.Exp(2*r.NormFloat64()))
		if wild && r.IntN(3) == 0 {
			x[i] = special[r.IntN(len(special))]
		}
	}
	return x
}

func sizes() (ns []int) {
	for n := range 68 {
		ns = append(ns, n)
	}
	return append(ns, 255, 256, 1001)
}
