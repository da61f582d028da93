# SPDX-License-Identifier: MIT
"""Panels of lines over logarithmic axes, as SVG; enough for cost against size."""
import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 300, 58, 34, 96, 40
COLOURS = ('#1f5fa8', '#c2571a', '#2c7d3f', '#8a3f9e')


def ticks(low, high):
    """Powers of ten, and 2 and 5 of them where there would be few."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    tens = [10.0**e for e in range(first, last + 1)]
    steps = (1,) if last - first > 2 else (1, 2, 5)
    return [t * s for t in tens for s in steps if low <= t * s <= high]


def label(value):
    for unit, name in ((1e6, 'M'), (1e3, 'k')):
        if value >= unit:
            return f'{value / unit:g}{name}'
    return f'{value:g}'


def bounds(values):
    low, high = min(values), max(values)
    return low / 1.3, high * 1.3


class Axis:
    def __init__(self, values, start, end):
        self.low, self.high = bounds(values)
        self.start, self.end = start, end

    def at(self, value):
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)


def text(x, y, words, extra=''):
    return f'<text x="{x:.1f}" y="{y:.1f}" {extra}>{words}</text>'


def spread(places, gap=13):
    """Moves labels apart that would lie on each other."""
    moved, last = {}, -math.inf
    for name, y in sorted(places.items(), key=lambda item: item[1]):
        last = max(y, last + gap)
        moved[name] = last
    return moved


def panel(sizes, x_name, title, lines):
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    x = Axis(sizes, LEFT, right)
    y = Axis([v for values in lines.values() for v in values], bottom, TOP)
    out = [text(LEFT, 18, title, 'font-weight="bold"')]
    for value in ticks(y.low, y.high):
        out += [f'<path d="M{LEFT} {y.at(value):.1f}H{right}" stroke="#ddd"/>',
                text(LEFT - 6, y.at(value) + 4, label(value), 'text-anchor="end"')]
    for size in sizes:
        out += [f'<path d="M{x.at(size):.1f} {TOP}V{bottom}" stroke="#ddd"/>',
                text(x.at(size), bottom + 16, label(size), 'text-anchor="middle"')]
    out.append(text((LEFT + right) / 2, HEIGHT - 6, x_name, 'text-anchor="middle"'))
    ends = spread({name: y.at(values[-1]) for name, values in lines.items()})
    for (name, values), colour in zip(lines.items(), COLOURS):
        points = [(x.at(size), y.at(value)) for size, value in zip(sizes, values)]
        out.append(f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}" fill="none" '
                   f'stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        out.append(text(right + 8, ends[name] + 4, name, f'fill="{colour}"'))
    return out


def panels(sizes, x_name, wanted, columns=2):
    rows = -(-len(wanted) // columns)
    width, height = WIDTH * columns, HEIGHT * rows
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
           'font-family="sans-serif" font-size="12" fill="#222">', f'<rect width="{width}" height="{height}" fill="#fff"/>']
    for i, (title, lines) in enumerate(wanted):
        out += [f'<g transform="translate({i % columns * WIDTH} {i // columns * HEIGHT})">',
                *panel(sizes, x_name, title, lines), '</g>']
    return '\n'.join([*out, '</svg>', ''])
