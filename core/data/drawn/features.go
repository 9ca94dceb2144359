package drawn

import "math"

// features are nose, mouth and beard.
func (e *easel) features() func(x, y, t float64) float64 {
	p, v := e.p, e.v
	tip := e.at(0, .02+float64(.8*p.nose))
	tip.x += float64(.10 * v.turn) // it stands out
	bridge := e.at(0, -.06)
	lip := e.at(0, .06+p.nose+.13)
	chin := e.at(0, p.high-.1)
	across := float64(p.mouth * lip.wide * (1 + float64(.12*v.smile)))
	return func(x, y, t float64) float64 {
		skin := cover(e.outline(x, y), soft)
		// The nose is a ridge: light on one side, shade on the other, dark below.
		if y > bridge.y && y < tip.y+.08 {
			part := min(max((y-bridge.y)/(tip.y-bridge.y), 0), 1)
			middle := bridge.x + float64((tip.x-bridge.x)*part)
			wide := float64(p.noseWide * (.45 + float64(.55*part)))
			u := (x - middle) / wide
			ridge := max(0, 1-float64(u*u)/2.2)
			t += float64(float64(ridge*float64(part*(1.2-part))) * (.10 + float64(.16*float64(v.lightX*u))))
		}
		for _, side := range []float64{-1, 1} {
			d := oval(x-tip.x-float64(side*.55*p.noseWide), y-tip.y-.03, .032, .02)
			t = blend(t, float64(.4*t), float64(.8*cover(d, 1.4*soft)))
		}
		shadow := oval(x-tip.x, y-tip.y-.045, p.noseWide, .02)
		t = blend(t, float64(.72*t), float64(.7*cover(shadow, 2.5*soft)))

		if p.beard > 0 {
			d := max(oval(x-chin.x, y-chin.y+.08, p.wide*.95, .36), lip.y-.03-y)
			t = blend(t, p.hair+.06, float64(float64(p.beard*cover(d, 5*soft))*skin))
		}
		if p.mustache > 0 {
			d := oval(x-lip.x, y-lip.y+.075, across, .035)
			t = blend(t, p.hair+.06, float64(p.mustache*cover(d, 2*soft)))
		}
		// The corners of the mouth go up with a smile.
		u := (x - lip.x) / across
		bend := float64(.05 * float64(v.smile*(float64(u*u)-.4)))
		d := max(math.Abs(y-lip.y+bend)-p.lips, float64((math.Abs(u)-1)*across))
		t = blend(t, float64(.62*t), float64(float64(.75*cover(d, 1.6*soft))*skin))
		gap := max(math.Abs(y-lip.y+bend)-.008-v.speak, float64((math.Abs(u)-.92)*across))
		return blend(t, .1, float64(float64(.8*cover(gap, 1.3*soft))*skin))
	}
}

// eyes are the two eyes with their sockets, lids and brows.
func (e *easel) eyes() func(x, y, t float64) float64 {
	p, v := e.p, e.v
	var eye, brow [2]spot
	for k, side := range []float64{-1, 1} {
		eye[k] = e.at(float64(side*p.apart), -.06)
		brow[k] = e.at(float64(side*p.apart), -.06-p.browUp)
	}
	return func(x, y, t float64) float64 {
		for k, side := range []float64{-1, 1} {
			c := eye[k]
			wide, high := float64(p.eye*1.25*c.wide), float64(p.eye*p.lid*v.open)
			u, w := x-c.x, y-c.y
			if max(math.Abs(u), math.Abs(w)) < .3 {
				socket := oval(u, w+.01, float64(wide*1.6), float64(p.eye*1.5))
				t = blend(t, float64(.8*t), float64(.6*cover(socket, 4*soft)))
				ball := cover(oval(u, w, wide, max(high, .012)), soft)
				look := u - float64(.03*v.turn)
				t = blend(t, float64(.92*min(1, p.skin+.25)), ball)
				t = blend(t, p.iris, float64(ball*cover(oval(look, w, float64(.62*p.eye*c.wide), float64(.62*p.eye)), soft)))
				t = blend(t, .05, float64(ball*cover(oval(look, w, float64(.28*p.eye), float64(.28*p.eye)), soft)))
				lid := max(math.Abs(w+high)-.012, math.Abs(u)-wide)
				t = blend(t, float64(.3*t), float64(.85*cover(lid, soft)))
			}
			b, reach := brow[k], float64(p.eye*1.5*brow[k].wide)
			tilt := float64(side * p.browTilt * reach)
			d := segment(x, y, b.x-reach, b.y+tilt, b.x+reach, b.y-tilt) - p.brow
			t = blend(t, float64(.9*p.hair), float64(.8*cover(d, 1.4*soft)))
		}
		return t
	}
}

// spectacles are two rings, a bridge, and the reflection of the light.
func (e *easel) spectacles() func(x, y, t float64) float64 {
	p := e.p
	left, right := e.at(-p.apart, -.05), e.at(p.apart, -.05)
	return func(x, y, t float64) float64 {
		for _, c := range []spot{left, right} {
			d := oval(x-c.x, y-c.y, float64(p.glasses*1.15*c.wide), p.glasses)
			glass := float64(.12 * max(0, e.v.lightX*(x-c.x)*8+.3))
			t = blend(t, 1, float64(glass*cover(d, soft)))
			t = blend(t, .08, float64(.9*cover(math.Abs(d)-.012, soft)))
		}
		d := max(math.Abs(y-left.y+.02)-.012, max(left.x+p.glasses-x, x-right.x+p.glasses))
		return blend(t, .08, float64(.9*cover(d, soft)))
	}
}
