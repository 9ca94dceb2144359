package time

import (
	"testing"
	"time"
)

func TestDurationsAreTheStandardOnes(t *testing.T) {
	for ours, want := range map[Duration]time.Duration{
		Nanosecond: time.Nanosecond, Microsecond: time.Microsecond, Millisecond: time.Millisecond, Second: time.Second, Minute: time.Minute,
		-1500 * Millisecond: -1500 * time.Millisecond, 1234567890123456789: 1234567890123456789,
	} {
		if int64(ours) != int64(want) || ours.Seconds() != want.Seconds() {
			t.Errorf("%d, %v s; %d, %v s expected", ours, ours.Seconds(), want, want.Seconds())
		}
	}
}
