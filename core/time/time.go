// Package time has durations, as the standard library's package of the name has them, for what becomes part of the trainer.
//
// The standard one would be 30 KB of the trainer's download: dates, zones and timers come along, settings for them, and the metrics of
// these. It is not a clock: whoever measures is given one.
package time

// Duration is a time that passes, in nanoseconds.
type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
)

// Seconds returns d in seconds.
func (d Duration) Seconds() float64 { return float64(d) / float64(Second) }
