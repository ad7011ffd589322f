/** A marker that wants its name beside it, in pixels. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly width: number;
  readonly height: number;
}

export type LabelSide = 'right' | 'left' | 'top' | 'bottom';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const sides: readonly LabelSide[] = ['right', 'left', 'top', 'bottom'];
const gap = 5;
const clearance = 3;

/**
 * Finds a side for each label so that no label covers another label or a marker, the first wishes first.
 * A label without a free side gets null: the table has the name.
 */
export function placeLabels(wishes: readonly LabelWish[], width: number, height: number): (LabelSide | null)[] {
  const taken: Box[] = wishes.map(({ x, y, radius }) => around(x, y, radius + clearance, radius + clearance));
  return wishes.map((wish, index) => {
    const side = sides.find((one) => {
      const box = labelBox(wish, one);
      const inside = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
      return inside && !taken.some((other, position) => position !== index && overlap(box, other));
    });
    if (side === undefined) return null;
    taken.push(labelBox(wish, side));
    return side;
  });
}

/** The rectangle that a label covers when it stands on the given side of its marker. */
export function labelBox({ x, y, radius, width, height }: LabelWish, side: LabelSide): Box {
  const away = radius + gap;
  if (side === 'right') return around(x + away + width / 2, y, width / 2, height / 2);
  if (side === 'left') return around(x - away - width / 2, y, width / 2, height / 2);
  const direction = side === 'top' ? -1 : 1;
  return around(x, y + direction * (away + height / 2), width / 2, height / 2);
}

function around(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
