/* <station-map points="/…/points.json" page="/s/CODE/" settings="id of a JSON script">: stations as points on a canvas,
   close ones gathered by a grid, so that 11,000 cost no more than what is in sight. Without tiles it shows outlines and
   points alone. Everything on it also stands in the list beside it. With `sets` a tap on it fills in the latitude and
   longitude of the form around it; typed or located, they move the pin. */
const CELL = 64, APART = 16, RADII = 13, FURTHEST = 18, EDGE = 40;
const COLOURS = ["#9f1d20", "#1f4e8c", "#2f7d3a", "#8a5a00"], WAITING = "#5f6b7a";
const [NORTH, EAST, CODE, NAME, TIER, RADIUS, OPEN] = [0, 1, 2, 3, 4, 5, 6];

customElements.define(
  "station-map",
  class extends HTMLElement {
    async connectedCallback() {
      this.settings = JSON.parse(document.getElementById(this.getAttribute("settings")).textContent);
      this.setAttribute("role", "region");
      this.setAttribute("aria-label", "家站地图,图上的家站都在列表中");
      this.box = this.appendChild(Object.assign(document.createElement("div"), { className: "station-map-box" }));
      this.told = this.appendChild(Object.assign(document.createElement("p"), { className: "station-map-told", textContent: "正在加载地图…" }));
      this.told.setAttribute("role", "status");
      try {
        const answer = await fetch(this.getAttribute("points"));
        if (!answer.ok) throw new Error(answer.status);
        const { points, outlines } = await answer.json();
        this.show(points, outlines);
      } catch {
        this.told.textContent = "地图没有加载出来,请看列表,或者刷新再试。";
      }
    }

    disconnectedCallback() {
      this.map?.remove();
    }

    show(points, outlines) {
      const { L } = window;
      this.map = L.map(this.box, { preferCanvas: true, zoomControl: false, maxZoom: FURTHEST, attributionControl: Boolean(this.settings.attribution) });
      L.control.zoom({ zoomInTitle: "放大", zoomOutTitle: "缩小" }).addTo(this.map);
      if (this.settings.tiles) L.tileLayer(this.settings.tiles, { maxZoom: FURTHEST, attribution: this.settings.attribution }).addTo(this.map);
      const drawn = outlines.map((shape) => {
        const rings = shape.map((polygon) => polygon.map((ring) => ring.map(([east, north]) => [north, east])));
        return L.polygon(rings, { color: "#5f6b7a", weight: 1.5, fillColor: "#fff", fillOpacity: this.settings.tiles ? 0 : 1, interactive: false }).addTo(this.map);
      });
      this.points = points.map((point) => ({ point, at: this.map.options.crs.latLngToPoint(L.latLng(point[NORTH], point[EAST]), 0) }));
      this.layer = L.layerGroup().addTo(this.map);
      const all = [...drawn.map((one) => one.getBounds()), ...points.map((point) => [point[NORTH], point[EAST]])];
      if (all.length) this.map.fitBounds(L.latLngBounds(all.flatMap((one) => (one.getNorthEast ? [one.getNorthEast(), one.getSouthWest()] : [one]))), { padding: [24, 24], maxZoom: 15 });
      else this.map.setView([35, 105], 4);
      this.map.on("moveend", () => this.draw());
      this.draw();
      if (this.hasAttribute("sets")) this.setting(L);
      this.told.textContent = points.length ? `图上共${points.length}个家站。${this.legend()}` : "还没有标出位置的家站。";
    }

    setting(L) {
      const { latitude, longitude } = this.closest("form").elements;
      const pin = L.circleMarker([0, 0], { radius: 11, color: "#9f1d20", weight: 4, fill: false, interactive: false });
      const shown = () => (latitude.value && longitude.value ? pin.setLatLng([latitude.value, longitude.value]).addTo(this.map) : pin.remove());
      this.map.on("click", ({ latlng }) => {
        const at = latlng.wrap();
        [latitude.value, longitude.value] = [at.lat.toFixed(6), at.lng.toFixed(6)];
        for (const field of [latitude, longitude]) field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      for (const field of [latitude, longitude]) field.addEventListener("change", shown);
      shown();
      if (this.map.hasLayer(pin)) this.map.setView(pin.getLatLng(), RADII);
    }

    legend() {
      const colours = ["红", "蓝", "绿", "褐"];
      return this.settings.tiers.map((name, place) => `${colours[place]}点:${name}`).join(",") + ";灰点:筹建中。";
    }

    /* Only what is in sight is drawn: a cell of the grid with several stations as a number, with one as a point. */
    draw() {
      const { L } = window;
      const zoom = this.map.getZoom(), scale = this.map.options.crs.scale(zoom) / this.map.options.crs.scale(0);
      const { min, max } = this.map.getPixelBounds();
      const cells = new Map();
      for (const { point, at } of this.points) {
        const x = at.x * scale, y = at.y * scale;
        if (x < min.x - EDGE || x > max.x + EDGE || y < min.y - EDGE || y > max.y + EDGE) continue;
        const key = zoom >= APART ? point[CODE] : `${Math.floor(x / CELL)}:${Math.floor(y / CELL)}`;
        const cell = cells.get(key);
        if (cell) cell.push(point);
        else cells.set(key, [point]);
      }
      this.layer.clearLayers();
      for (const cell of cells.values()) this.layer.addLayer(cell.length > 1 ? this.number(L, cell) : this.dot(L, cell[0], zoom));
      this.dataset.drawn = cells.size;
    }

    number(L, cell) {
      const middle = [NORTH, EAST].map((axis) => cell.reduce((sum, point) => sum + point[axis], 0) / cell.length);
      const icon = L.divIcon({ className: "station-map-number", html: String(cell.length), iconSize: [36, 36] });
      const marker = L.marker(middle, { icon, title: `${cell.length}个家站,放大查看` });
      const bounds = L.latLngBounds(cell.map((point) => [point[NORTH], point[EAST]]));
      const zoomed = () => this.map.setView(bounds.getCenter(), Math.min(Math.max(this.map.getBoundsZoom(bounds), this.map.getZoom() + 1), FURTHEST));
      return marker.on("click", zoomed).on("keypress", (event) => event.originalEvent.key === "Enter" && zoomed());
    }

    dot(L, point, zoom) {
      const at = [point[NORTH], point[EAST]], color = point[OPEN] ? COLOURS[point[TIER]] : WAITING;
      const dot = L.circleMarker(at, { radius: 8, color: "#fff", weight: 2, fillColor: color, fillOpacity: 1 }).bindPopup(() => this.card(point));
      if (!point[RADIUS] || zoom < RADII) return dot;
      const circle = L.circle(at, { radius: point[RADIUS], color, weight: 1, fillOpacity: 0.08, interactive: false });
      return L.layerGroup([circle, dot]);
    }

    card(point) {
      const card = document.createElement("div");
      const link = Object.assign(document.createElement("a"), { href: this.getAttribute("page").replace("CODE", point[CODE]), textContent: point[NAME] });
      const tier = Object.assign(document.createElement("div"), { textContent: this.settings.tiers[point[TIER]] + (point[OPEN] ? "" : "(筹建中)") });
      card.append(link, tier);
      return card;
    }
  },
);
