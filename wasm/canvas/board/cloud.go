package board

import "bottleneck/core/wire"

// cloud is the codes as they are seen: on the way from where one snapshot has them to where the next one has them. A reader can follow a
// point on its way, and a cloud that jumps looks like noise.
type cloud struct {
	x, y         []float32 // seen
	fromX, fromY []float32
	places       places // where the latest snapshot has them
	version      int    // counts up as they move

	began   float64 // of the way, on the board's clock
	gliding bool
	latest  float64 // time of the frame before
	slow    float64 // until then frames come too seldom to glide
}

// Times in milliseconds.
const (
	glideTime = 220
	slowFrame = 60   // between frames that are too slow to glide
	slowFor   = 5000 // then points jump for so long
)

// take begins the way to where a snapshot has the points, or goes there at once.
func (p *cloud) take(k *wire.Codes, glide bool, now float64) {
	p.places.take(k.X, k.Y)
	p.gliding = glide && now >= p.slow && len(p.x) > 0
	if !p.gliding {
		p.x, p.y = append(p.x[:0], k.X...), append(p.y[:0], k.Y...)
		p.version++
		return
	}
	p.fromX, p.fromY = append(p.fromX[:0], p.x...), append(p.fromY[:0], p.y...)
	for i := len(p.fromX); i < len(k.X); i++ { // those that were not seen yet are where they are
		p.fromX, p.fromY = append(p.fromX, k.X[i]), append(p.fromY, k.Y[i])
	}
	p.began, p.latest = now, 0
	p.move(0)
}

// advance goes on to a time, and tells whether the points are still on their way.
func (p *cloud) advance(now float64) bool {
	if !p.gliding {
		return false
	}
	if p.latest > 0 && now-p.latest > slowFrame {
		p.began, p.slow = now-glideTime, now+slowFor
	}
	p.latest = now
	t := (now - p.began) / glideTime
	p.gliding = t < 1
	p.move(float32(min(max(t, 0), 1)))
	return p.gliding
}

// move goes a part of the way.
func (p *cloud) move(t float32) {
	x, y := p.places.x, p.places.y
	p.x, p.y = append(p.x[:0], x...), append(p.y[:0], y...)
	for i := range p.x {
		if t < 1 {
			p.x[i] += (p.fromX[i] - x[i]) * (1 - t)
			p.y[i] += (p.fromY[i] - y[i]) * (1 - t)
		}
	}
	p.version++
}

// Advance goes on to a time in milliseconds, from any start, and tells whether something still moves by itself. A board that is never told
// the time shows everything where it is.
func (b *Board) Advance(now float64) (moving bool) {
	b.now = now
	for _, r := range b.rooms {
		if r, ok := r.(moved); ok && r.advance(now) {
			moving = true
		}
	}
	return moving
}
