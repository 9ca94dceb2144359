// Package assemble writes the assembly of package avx2, and the declarations of its functions, with avo.
package assemble

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
	"github.com/mmcloughlin/avo/reg"
)

// Source returns the two files: the assembly, and its declarations in Go.
func Source() (assembly, declarations []byte, err error) {
	a := &assembler{Context: build.NewContext(), constants: map[uint32]operand.Mem{}}
	a.products()
	a.patches()
	a.rows()
	a.sparse()
	a.elementwise()
	a.activations()
	a.losses()
	a.optimizers()
	file, err := a.Result()
	if err != nil {
		return nil, nil, err
	}
	if err := pass.Compile.Execute(file); err != nil {
		return nil, nil, err
	}
	c := printer.Config{Name: "package assemble", Pkg: "avx2"}
	if assembly, err = printer.NewGoAsm(c).Print(file); err != nil {
		return nil, nil, err
	}
	declarations, err = printer.NewStubs(c).Print(file)
	return assembly, declarations, err
}

type assembler struct {
	*build.Context
	constants map[uint32]operand.Mem // by their bits
}

// function begins a function with that signature, as func(y, x *float32, n int).
func (a *assembler) function(name, signature, doc string) {
	a.Function(name)
	a.Attributes(attr.NOSPLIT)
	a.SignatureExpr(signature)
	a.Pragma("noescape")
	a.Doc(name + " " + doc)
}

// word is a parameter in a register of its own.
func (a *assembler) word(name string) reg.GPVirtual {
	return a.Load(a.Param(name), a.GP64()).(reg.GPVirtual)
}

// param is a parameter where it lies in memory.
func (a *assembler) param(name string) operand.Mem {
	p, err := a.Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return p.Addr
}

// everywhere is a parameter, a float32, in each lane of a register.
func (a *assembler) everywhere(name string) reg.VecVirtual {
	y := a.YMM()
	a.VBROADCASTSS(a.param(name), y)
	return y
}

// bits is a constant in memory, eight times.
func (a *assembler) bits(v uint32) operand.Mem {
	m, ok := a.constants[v]
	if !ok {
		m = a.StaticGlobal(fmt.Sprintf("c%08x", v))
		a.DataAttributes(attr.RODATA | attr.NOPTR)
		for range 8 {
			a.AppendDatum(operand.U32(v))
		}
		a.constants[v] = m
	}
	return m
}
