package main

import (
	"context"
	"fmt"
	"time"

	"bottleneck/web/browser"
)

// recordedFor is a window in which a run is stored as often as it is in the long run, once in ten seconds of training; its first time is in the
// window as well.
const recordedFor = 20 * time.Second

const (
	recorded   = "{ stored: 256 * 2 ** 20, recorded: 64 * 2 ** 20 }" // as usual
	unrecorded = "{ stored: 0, recorded: 0 }"
)

// recording compares the images a second of the playground that records and stores the run, as it does unless people choose otherwise, with those of one that
// does neither, in turn. Both send the state from which a new worker goes on.
func recording(ctx context.Context, s *site, o options) error {
	p, names, err := s.playground(o)
	if err != nil {
		return err
	}
	defer p.Close()
	head("network", "not recorded, images/s", "recorded", "median share", "least", "most")
	for _, name := range names {
		var with, without, share []float64
		for round := range o.rounds {
			progress("%s: round %d", name, round+1)
			var rate [2]float64 // not recorded, recorded
			for turn := range rate {
				which := (turn + round) % len(rate) // each begins as often as the other
				if err := roomFor(p, [2]string{unrecorded, recorded}[which]); err != nil {
					return err
				}
				if rate[which], _, err = trainFor(p, link(name), false, recordedFor); err != nil {
					return err
				}
			}
			without, with, share = append(without, rate[0]), append(with, rate[1]), append(share, rate[1]/rate[0])
		}
		progress("")
		least, most := share[0], share[0]
		for _, x := range share {
			least, most = min(least, x), max(most, x)
		}
		row("`"+name+"`", fmt.Sprintf("%.0f", median(without)), fmt.Sprintf("%.0f", median(with)), tenths(median(share)), tenths(least), tenths(most))
	}
	return nil
}

func tenths(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

// roomFor lets the page delete what it has stored, and record and store as much as room says from then on.
func roomFor(p *browser.Page, room string) error {
	return p.Eval(fmt.Sprintf(`(async () => { await bottleneck.pause().catch(() => {}); await bottleneck.runs.clear(); await bottleneck.runs.room(%s); })()`, room), nil)
}

const lookedAt = 10 // times, evenly over the minutes

// kept trains each network for some minutes in the playground, one after the other, and tells how much of the run memory and storage hold on the way.
func kept(ctx context.Context, s *site, o options) error {
	p, names, err := s.playground(o)
	if err != nil {
		return err
	}
	defer p.Close()
	head("network", "minutes", "step", "recorded, MiB", "of", "frames", "checkpoints", "gone", "stored, MiB", "of", "runs")
	for _, name := range names {
		if err := roomFor(p, recorded); err != nil {
			return err
		}
		if err := p.Eval(fmt.Sprintf(`bottleneck.open(%q).then(() => bottleneck.start())`, link(name)), nil); err != nil {
			return err
		}
		start := time.Now()
		for i := range lookedAt {
			due := time.Duration(float64(i+1) / lookedAt * o.minutes * float64(time.Minute))
			progress("%s: %s", name, due)
			time.Sleep(due - time.Since(start))
			var now struct {
				Step, Bytes, Budget, Frames, Checkpoints, Gone, Stored, Room, Runs float64
			}
			if err := p.Eval(`(async () => {
				const { bytes: Bytes, budget: Budget, frames, checkpoints, gone: Gone } = await bottleneck.moments();
				const list = bottleneck.runs.list();
				return { Step: bottleneck.metrics.step, Bytes, Budget, Frames: frames.length, Checkpoints: checkpoints.length, Gone,
					Stored: list.reduce((sum, run) => sum + run.bytes, 0), Room: (await bottleneck.runs.room()).stored, Runs: list.length };
			})()`, &now); err != nil {
				return err
			}
			progress("")
			const mib = 1 << 20
			row("`"+name+"`", fmt.Sprintf("%.1f", time.Since(start).Minutes()), fmt.Sprintf("%.0f", now.Step), fmt.Sprintf("%.1f", now.Bytes/mib), fmt.Sprintf("%.0f", now.Budget/mib),
				fmt.Sprintf("%.0f", now.Frames), fmt.Sprintf("%.0f", now.Checkpoints), fmt.Sprintf("%.0f", now.Gone), fmt.Sprintf("%.1f", now.Stored/mib), fmt.Sprintf("%.0f", now.Room/mib),
				fmt.Sprintf("%.0f", now.Runs))
			if now.Bytes > now.Budget || now.Stored > now.Room {
				return fmt.Errorf("%s: %.0f bytes recorded, at most %.0f expected; %.0f stored, at most %.0f expected", name, now.Bytes, now.Budget, now.Stored, now.Room)
			}
		}
	}
	return nil
}
