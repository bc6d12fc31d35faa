// The map, drawn by Leaflet: of its modules only those that are named here come along. It has no words and no buttons;
// those are the widget's. What happens on it is told as events on its box, each with numbers in `detail`:
// `map-moved` and `map-pressed` with places in the list of points, `map-tapped` with degrees, `map-lost` with none.

import { Map as View } from 'leaflet/src/map/Map.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';
import { Layer } from 'leaflet/src/layer/Layer.js';
import { TileLayer } from 'leaflet/src/layer/tile/TileLayer.js';
import { Polygon } from 'leaflet/src/layer/vector/Polygon.js';
import { Polyline } from 'leaflet/src/layer/vector/Polyline.js';
import { SVG } from 'leaflet/src/layer/vector/SVG.js';
import { setPosition } from 'leaflet/src/dom/DomUtil.js';
import Clusters from 'supercluster';

const CLOSEST = 18;
/** A point alone is shown with the streets around it. */
const NEAR = 16;

/** Leaflet has latitude first, GeoJSON longitude (RFC 7946). */
const turn = ([longitude, latitude]) => [latitude, longitude];

/** An element at a place of the map: a point, a number of points, a pin, a name. */
const Spot = Layer.extend({
  initialize(at, className, text, press) {
    this.at = at;
    this.element = document.createElement('div');
    this.element.className = className;
    this.element.textContent = text;
    if (press) this.element.addEventListener('click', press);
  },
  getEvents() {
    return { zoom: this.put, viewreset: this.put };
  },
  onAdd() {
    this.getPane('markerPane').append(this.element);
    this.put();
  },
  onRemove() {
    this.element.remove();
  },
  put() {
    setPosition(this.element, this._map.latLngToLayerPoint(this.at).round());
  },
});

/**
 * Draws a map of `bounds` (west, south, east, north) into `box`. `tiles` is an address with {z}, {x} and {y}, `base`
 * that of a GeoJSON map to draw instead; either may be empty.
 */
export function show(box, bounds, tiles, base) {
  const [west, south, east, north] = bounds;
  const map = new View(box, {
    dragging: !matchMedia('(pointer: coarse)').matches,
    touchZoom: false,
    inertia: false,
    zoomAnimation: false,
    fadeAnimation: false,
    markerZoomAnimation: false,
    trackResize: false,
    // Tiles are sharp at whole steps only; what is drawn may fill its place.
    zoomSnap: tiles ? 1 : 0.25,
    maxZoom: CLOSEST,
  });
  const drawing = new SVG({ padding: 0.5 });
  // What Leaflet asks for a renderer chooses between two kinds; here there is one.
  map.getRenderer = () => drawing.addTo(map);
  const ends = new AbortController();
  const { signal } = ends;
  const tell = (name, numbers = []) => box.dispatchEvent(new CustomEvent(`map-${name}`, { detail: Float64Array.from(numbers) }));
  let points = [];
  let clusters;
  let spots = [];
  let names = [];
  let pin;

  const whole = () => map.fitBounds([[south, west], [north, east]], { animate: false });
  const isInSight = (point) => map.getBounds().contains(turn(point));
  const fit = () => {
    if (!points.length) return whole();
    map.fitBounds(points.map(turn), { animate: false, padding: [32, 32], maxZoom: NEAR });
  };

  /** A name that would lie under a point, or over one that the base map has before it, is left out. */
  function thinNames() {
    const taken = spots.map(({ element }) => element.getBoundingClientRect());
    for (const { element } of names) {
      const own = element.getBoundingClientRect();
      const lies = taken.some((one) => own.left < one.right && one.left < own.right && own.top < one.bottom && one.top < own.bottom);
      element.style.visibility = lies ? 'hidden' : '';
      if (!lies) taken.push(own);
    }
  }

  /** Draws what is in sight, what lies close together as one, and tells what is in sight. */
  function draw() {
    spots.forEach((spot) => spot.remove());
    const sight = map.getBounds().pad(0.1);
    const box = [sight.getWest(), sight.getSouth(), sight.getEast(), sight.getNorth()];
    const found = clusters ? clusters.getClusters(box, Math.round(map.getZoom())) : [];
    spots = found.map(({ geometry, properties: { cluster_id: group, point_count: count = 1, number } }) => {
      const press = () => {
        if (map.dragging.moved()) return;
        const closer = group === undefined ? CLOSEST + 1 : clusters.getClusterExpansionZoom(group);
        if (closer <= CLOSEST) return map.setView(turn(geometry.coordinates), closer, { animate: false });
        tell('pressed', group === undefined ? [number] : clusters.getLeaves(group, Infinity).map((leaf) => leaf.properties.number));
      };
      return new Spot(turn(geometry.coordinates), `spot${count > 1 ? ' many' : ''}`, count > 1 ? count : '', press).addTo(map);
    });
    thinNames();
    tell('moved', points.flatMap((point, number) => (isInSight(point) ? [number] : [])));
  }

  // One finger scrolls the page until the map has been tapped, and again once somebody has tapped beside it.
  function wake(awake) {
    box.classList.toggle('awake', awake);
    const change = awake ? 'enable' : 'disable';
    map.touchZoom[change]();
    if (matchMedia('(pointer: coarse)').matches) map.dragging[change]();
  }
  addEventListener('pointerdown', (event) => event.composedPath().includes(box) || wake(false), { capture: true, signal });
  box.addEventListener('click', () => wake(true), { signal });

  whole();
  wake(false);
  map.on('moveend', draw);
  map.on('click', ({ latlng }) => tell('tapped', [latlng.lng, latlng.lat]));
  if (tiles) {
    new TileLayer(tiles, { maxZoom: CLOSEST }).once('tileerror', () => tell('lost')).addTo(map);
  } else if (base) {
    fetch(base, { signal, credentials: 'omit' })
      .then((answer) => answer.json())
      .then(({ features }) => {
        const layers = features.flatMap(ground);
        layers.forEach((layer) => layer.addTo(map));
        names = layers.filter((layer) => layer instanceof Spot);
        thinNames();
      })
      .catch(() => signal.aborted || tell('lost'));
  }
  const watch = new ResizeObserver(() => map.invalidateSize({ animate: false }));
  watch.observe(box);

  return {
    /** Shows these points, given as longitude, latitude, longitude and so on. */
    set_points(degrees) {
      points = Array.from({ length: degrees.length / 2 }, (_, number) => [degrees[2 * number], degrees[2 * number + 1]]);
      clusters = new Clusters({ radius: 44, maxZoom: CLOSEST - 1 });
      clusters.load(points.map((coordinates, number) => ({ geometry: { type: 'Point', coordinates }, properties: { number } })));
      if (points.length && !points.some(isInSight)) fit();
      else draw();
    },
    fit,
    zoom: (steps) => map.setZoom(map.getZoom() + steps, { animate: false }),
    /** Moves by parts of what is in sight. */
    pan: (right, down) => map.panBy(map.getSize().scaleBy({ x: right, y: down }), { animate: false }),
    center: () => {
      const { lng, lat } = map.getCenter();
      return Float64Array.of(lng, lat);
    },
    /** Puts the one pin here and brings it into sight. */
    pin(longitude, latitude) {
      pin?.remove();
      pin = new Spot([latitude, longitude], 'pin', '').addTo(map);
      if (!isInSight([longitude, latitude])) map.setView([latitude, longitude], NEAR, { animate: false });
    },
    remove() {
      ends.abort();
      watch.disconnect();
      map.remove();
    },
  };
}

/** What a feature of the base map is drawn as: its sheet's class is the feature's `kind`. */
function ground({ geometry, properties }) {
  const kind = /^[a-z]+$/.test(properties?.kind) ? properties.kind : 'other';
  const { type, coordinates } = geometry;
  const options = { className: `ground ${kind}`, interactive: false };
  const area = (rings) => new Polygon(rings.map((ring) => ring.map(turn)), options);
  const line = (points) => new Polyline(points.map(turn), { ...options, fill: false });
  if (type === 'Polygon') return [area(coordinates)];
  if (type === 'MultiPolygon') return coordinates.map(area);
  if (type === 'LineString') return [line(coordinates)];
  if (type === 'MultiLineString') return coordinates.map(line);
  return type === 'Point' ? [new Spot(turn(coordinates), 'ground-name', properties?.name ?? '')] : [];
}
