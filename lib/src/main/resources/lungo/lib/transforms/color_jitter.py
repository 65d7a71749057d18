def grey(self, x: Tensor) -> Tensor:
  r = torch.mul(torch.slice(x, 1, 0, 1, 1), 0.2989)
  g = torch.mul(torch.slice(x, 1, 1, 2, 1), 0.587)
  b = torch.mul(torch.slice(x, 1, 2, 3, 1), 0.114)
  return torch.add(torch.add(r, g), b)
def blend(self, x: Tensor, other: Tensor, factor: Tensor) -> Tensor:
  rest = torch.mul(other, torch.rsub(factor, 1))
  return torch.clamp(torch.add(torch.mul(x, factor), rest), 0., 1.)
def adjust_brightness(self, x: Tensor, factor: Tensor) -> Tensor:
  return torch.clamp(torch.mul(x, factor), 0., 1.)
def adjust_contrast(self, x: Tensor, factor: Tensor) -> Tensor:
  mean = torch.mean((self).grey(x), [1, 2, 3], True)
  return (self).blend(x, mean, factor)
def adjust_contrast_of_grey(self, x: Tensor, factor: Tensor) -> Tensor:
  mean = torch.mean(x, [1, 2, 3], True)
  return (self).blend(x, mean, factor)
def adjust_saturation(self, x: Tensor, factor: Tensor) -> Tensor:
  return (self).blend(x, (self).grey(x), factor)
def hue(self, x: Tensor, most: Tensor, least: Tensor) -> Tensor:
  # In sixths of a turn, 0 where a pixel is grey.
  spread = torch.sub(most, least)
  spread = torch.where(torch.eq(spread, 0), torch.ones_like(spread), spread)
  far = torch.div(torch.sub(most, x), spread)
  r = torch.slice(far, 1, 0, 1, 1)
  g = torch.slice(far, 1, 1, 2, 1)
  b = torch.slice(far, 1, 2, 3, 1)
  red = torch.eq(torch.slice(x, 1, 0, 1, 1), most)
  green = torch.eq(torch.slice(x, 1, 1, 2, 1), most)
  other = torch.where(green, torch.add(torch.sub(r, b), 2), torch.add(torch.sub(g, r), 4))
  return torch.where(red, torch.sub(b, g), other)
def adjust_hue(self, x: Tensor, turn: Tensor) -> Tensor:
  most = torch.amax(x, [1], True)
  least = torch.amin(x, [1], True)
  hue = torch.add((self).hue(x, most, least), torch.mul(turn, 6))
  # Smith 1978: a channel falls from the largest to the least as the hue turns away from it.
  k = torch.cat([torch.add(hue, 5), torch.add(hue, 3), torch.add(hue, 1)], 1)
  k = torch.remainder(k, 6)
  fall = torch.clamp(torch.minimum(k, torch.rsub(k, 4)), 0., 1.)
  return torch.sub(most, torch.mul(torch.sub(most, least), fall))
