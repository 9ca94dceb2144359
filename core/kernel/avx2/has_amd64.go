package avx2

import "golang.org/x/sys/cpu"

// Has says whether this processor has the instructions.
var Has = cpu.X86.HasAVX2 && cpu.X86.HasFMA
