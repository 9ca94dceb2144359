package modules

import "testing"

// An estimate is that of the most similar work which this device has done, a disturbance moves it little, and the run that goes on is measured
// by itself.
func TestSpeed(t *testing.T) {
	p := modules(t)
	got := eval[map[string]float64](t, p, `const { Speed } = await import("/page/recipe/speed.js");
		const recipe = (encoder, flops) => ({ values: { encoder, decoder: "mirror", output: "auto", batch_size: "10", arithmetic: "auto" }, cost: { flops_per_step: flops, total_steps: 1000 } });
		const dense = recipe("dense(9,relu)", 1e8), conv = recipe("conv(4,3,relu)", 1e8), large = recipe("dense(900,relu)", 1e10);
		const speed = new Speed([]);
		const all = { threads: 8, arithmetic: "fused" }, alone = { threads: 1, arithmetic: "fused" };
		const seconds = (recipe, times, device = all) => speed.seconds(recipe, device, times);
		const before = seconds(dense);
		const train = (run, recipe, stepsPerSecond, n, device = all) => { for (let i = 1; i <= n; i++) speed.measured({ run, recipe, imagesPerSecond: 10 * stepsPerSecond, elapsed: i / 4 }, device); };
		train(1, dense, 100, 40); // 10 GFLOP/s
		const alike = seconds(recipe("dense(8,tanh)", 1.2e8)), other = seconds(conv);
		train(2, conv, 20, 40);
		const windows = seconds(conv), plain = seconds(dense);
		train(3, dense, 12, 20); // something else takes seven eighths of the machine for five seconds
		const disturbed = seconds(dense);
		train(4, large, 4, 40); // 40 GFLOP/s
		const small = seconds(dense), unlike = seconds({ ...dense, values: { ...dense.values, arithmetic: "plain" } });
		train(5, large, 0.5, 6, alone); // an eighth of the threads
		const one = seconds(large, undefined, alone), another = seconds(dense, undefined, alone), again = seconds(dense);
		return { one, another, again, unlike, before: Number.isNaN(before) ? -1 : before, alike, other, windows, plain, disturbed, large: seconds(large), small,
			running: seconds(dense, { elapsed: 3, remaining: 27, step: 100 }), young: seconds(dense, { elapsed: 0.2, remaining: 90, step: 1 }) };`)
	for name, within := range map[string][2]float64{"before": {-1, -1}, "alike": {11.9, 12.1}, "other": {9.9, 10.1}, "windows": {49, 51}, "plain": {9.9, 10.1}, "disturbed": {9.9, 15},
		"large": {249, 251}, "small": {9.9, 15}, "running": {30, 30}, "young": {9.9, 15},
		"one": {1999, 2001}, "another": {19, 21}, "again": {9.9, 15}, "unlike": {9.9, 15}} {
		if v := got[name]; v < within[0] || v > within[1] {
			t.Errorf("%s: %g s, %g to %g expected", name, v, within[0], within[1])
		}
	}
}
