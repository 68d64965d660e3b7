/* <measure-chart data="bars">: draws what <script id="bars" type="application/json"> holds with ECharts:
   {kind: "bar" | "line", unit, labels, values, alarm}; null is a gap. Drawn on a canvas, for SVG would need inline
   styles. Shades and value labels keep it readable in grey print; the table behind it says the same in words. */
const INK = "#1c2430", RED = "#b3261e", BLUE = "#1f4e8c", LINE = "#c9d0d8";
const FONT = { color: INK, fontSize: 13 };

function bars({ labels, values, alarm }) {
  const wide = Math.max(...labels.map((label) => label.length)) * 14 + 16;
  return {
    grid: { left: Math.min(wide, 150), right: 64, top: 8, bottom: 8 },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category", data: labels, inverse: true, axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } },
      axisLabel: { ...FONT, width: 140, overflow: "truncate", interval: 0 },
    },
    series: [{
      type: "bar", data: values, barMaxWidth: 22, itemStyle: { color: alarm ? RED : BLUE },
      label: { show: true, position: "right", ...FONT },
    }],
  };
}

function line({ labels, values, alarm }) {
  const color = alarm ? RED : BLUE;
  return {
    grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
    xAxis: { type: "category", data: labels, axisLabel: FONT, axisLine: { lineStyle: { color: LINE } } },
    yAxis: { type: "value", minInterval: 1, min: 0, axisLabel: FONT, splitLine: { lineStyle: { color: "#e6e9ed" } } },
    series: [{
      type: "line", data: values, connectNulls: false, symbol: "circle", symbolSize: 6, color,
      lineStyle: { width: 2 }, endLabel: { show: true, ...FONT, fontWeight: "bold" },
    }],
  };
}

customElements.define(
  "measure-chart",
  class extends HTMLElement {
    connectedCallback() {
      const data = JSON.parse(document.getElementById(this.getAttribute("data")).textContent);
      this.setAttribute("aria-hidden", "true");
      if (data.kind === "bar") this.style.height = `${Math.max(data.labels.length, 2) * 30 + 16}px`;
      this.chart = window.echarts.init(this, null, { renderer: "canvas", devicePixelRatio: Math.max(2, devicePixelRatio) });
      const tooltip = { trigger: "axis", renderMode: "richText", valueFormatter: (value) => (value == null ? "没有留存" : `${value}${data.unit}`) };
      this.chart.setOption({ animation: false, tooltip, ...(data.kind === "bar" ? bars(data) : line(data)) });
      this.watch = new ResizeObserver(() => this.chart.resize());
      this.watch.observe(this);
    }

    disconnectedCallback() {
      this.watch?.disconnect();
      this.chart?.dispose();
    }
  },
);
