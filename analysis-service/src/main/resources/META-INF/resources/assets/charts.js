// Draws the charts of plumbline.analysis.page.Chart. ECharts is fetched with the first of them.
let library;

function echarts() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/assets/lib/echarts.common.min.js";
    script.onload = () => resolve(window.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
// Okabe and Ito's colours, told apart by most who see colours in another way.
const palette = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a900"];
const dashes = ["solid", "dashed", "dotted"];

function words(value, format) {
  if (value === null || value === undefined) {
    return "–";
  }
  const number = format === "percent" ? 100 * value : value;
  const text = Math.abs(number) >= 1000
    ? Math.round(number).toLocaleString("en")
    : Number(number.toPrecision(3)).toString();
  return (format === "percent" ? text + " %" : text).replace("-", "−");
}

function band(series, index) {
  const hue = palette[index % palette.length];
  const base = { type: "line", stack: "band" + index, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
  return [
    { ...base, name: series.name + " from", data: series.lower },
    {
      ...base,
      name: series.name + " to",
      data: series.upper.map((it, i) => (it === null || series.lower[i] === null ? null : it - series.lower[i])),
      areaStyle: { color: hue, opacity: 0.16 },
    },
  ];
}

function drawn(series, index) {
  const hue = palette[index % palette.length];
  const bar = series.kind !== "line";
  return {
    name: series.name,
    type: bar ? "bar" : "line",
    stack: series.kind === "stack" ? "all" : undefined,
    data: series.values,
    symbolSize: 5,
    showSymbol: series.values.length < 40,
    itemStyle: { color: hue },
    lineStyle: { color: hue, width: 2, type: dashes[index % dashes.length] },
    emphasis: { disabled: true },
  };
}

function options(chart) {
  const muted = color("--muted");
  const line = color("--line");
  const series = chart.series.flatMap((it, i) =>
    it.lower.length > 0 ? [...band(it, i), drawn(it, i)] : [drawn(it, i)]);
  if (chart.lines.length > 0 && series.length > 0) {
    series[series.length - 1].markLine = {
      silent: true,
      symbol: "none",
      data: chart.lines.map((it) => ({ yAxis: it.value, name: it.name })),
      label: { formatter: "{b}", color: muted, position: "insideEndTop" },
      lineStyle: { color: color("--bad"), type: "dashed" },
    };
  }
  const label = { color: muted, hideOverlap: true };
  return {
    animation: false,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 12, right: 18, top: 34, bottom: 34, containLabel: true },
    legend: {
      show: chart.series.length > 1,
      data: chart.series.map((it) => it.name),
      textStyle: { color: color("--text") },
      top: 0,
      type: "scroll",
    },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      formatter: (at) => {
        const index = at[0].dataIndex;
        return [chart.x[index], ...chart.series.map((it) => {
          const range = it.lower.length > 0
            ? ` (${words(it.lower[index], chart.format)} to ${words(it.upper[index], chart.format)})`
            : "";
          return `${it.name}: ${words(it.values[index], chart.format)}${range}`;
        })].join("\n");
      },
    },
    xAxis: { type: "category", data: chart.x, name: chart.xName, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: muted }, axisLabel: label, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: "value", scale: chart.series.every((it) => it.kind === "line"), name: chart.yName, nameTextStyle: { color: muted, align: "left" }, axisLabel: { ...label, formatter: (it) => words(it, chart.format) }, splitLine: { lineStyle: { color: line } } },
    series,
  };
}

/** Draws the chart that an element carries, once, as wide as the element is. */
export async function draw(element) {
  if (element.dataset.drawn) {
    return;
  }
  element.dataset.drawn = "yes";
  const library = await echarts();
  const plot = library.init(element, null, { renderer: "canvas" });
  const chart = JSON.parse(element.dataset.chart);
  plot.setOption(options(chart));
  new ResizeObserver(() => plot.resize()).observe(element);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plot.setOption(options(chart)));
}
