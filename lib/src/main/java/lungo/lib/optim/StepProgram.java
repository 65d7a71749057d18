package lungo.lib.optim;

/**
 * The program of one kind of optimiser: what all share, written here, and its own {@code update(self, x, o, foreach)}. There x[0]
 * are a group's parameters that have a gradient, x[1] these gradients (of the parameters' strides), x[2] and on the slots of
 * the state; o are the group's options in their order, and foreach says that all parameters are to move at once, as a GPU
 * likes it.
 *
 * <p>A list that is changed in place must come out of a list of lists, to which it was appended: the engine takes a call
 * that changes the elements of a list made in sight, and not used again, for dead code.
 */
final class StepProgram {

    /**
     * A gradient counts if backward has reached it since it was zeroed, which its version tells; -1 stands for none. State
     * begins as an array of size 0 and is made when a parameter first has a gradient.
     */
    private static final String SHARED = """
            def gradients(self, losses: List[Tensor], ps: List[Tensor], zeroed: List[int]) -> List[Optional[Tensor]]:
              if torch.gt(torch.len(losses), 0):
                gs = torch.grad(losses, ps, None, None, False, True)
              else:
                stored = annotate(List[Optional[Tensor]], [])
                for i in range(torch.len(ps)):
                  g = annotate(Optional[Tensor], ops.prim.grad(ps[i]))
                  if torch.__isnot__(g, None):
                    if torch.eq(torch._version(unchecked_cast(Tensor, g)), zeroed[i]):
                      _0 = torch.append(stored, None)
                    else:
                      _1 = torch.append(stored, g)
                  else:
                    _2 = torch.append(stored, None)
                gs = stored
              return gs
            def zero(self, ps: List[Tensor], zeroed: List[int]) -> Tensor:
              versions = annotate(List[int], [])
              x = annotate(List[List[Tensor]], [])
              _3 = torch.append(x, annotate(List[Tensor], []))
              gs = x[0]
              for i in range(torch.len(ps)):
                g = annotate(Optional[Tensor], ops.prim.grad(ps[i]))
                version = -1
                if torch.__isnot__(g, None):
                  version = torch._version(unchecked_cast(Tensor, g))
                  if torch.ne(version, zeroed[i]):
                    _0 = torch.append(gs, unchecked_cast(Tensor, g))
                    version = torch.add(version, 1)
                  else:
                    pass
                else:
                  pass
                _1 = torch.append(versions, version)
              if torch.gt(torch.len(gs), 0):
                torch._foreach_zero_(gs)
              else:
                pass
              return torch.tensor(versions)
            def present(self, grads: List[Optional[Tensor]]) -> List[Tensor]:
              gs = annotate(List[Tensor], [])
              for i in range(torch.len(grads)):
                g = grads[i]
                if torch.__isnot__(g, None):
                  _0 = torch.append(gs, unchecked_cast(Tensor, g))
                else:
                  pass
              return gs
            def placed(self, grads: List[Optional[Tensor]], gs: List[Tensor]) -> List[Optional[Tensor]]:
              result = annotate(List[Optional[Tensor]], [])
              used = 0
              for i in range(torch.len(grads)):
                if torch.__isnot__(grads[i], None):
                  _0 = torch.append(result, gs[used])
                  used = torch.add(used, 1)
                else:
                  _1 = torch.append(result, None)
              return result
            def penalised(self, grads: List[Optional[Tensor]], ps: List[Tensor], l1: float) -> List[Optional[Tensor]]:
              gs = (self).present(grads)
              if torch.__and__(torch.ne(l1, 0.), torch.gt(torch.len(gs), 0)):
                used = annotate(List[Tensor], [])
                for i in range(torch.len(ps)):
                  if torch.__isnot__(grads[i], None):
                    _0 = torch.append(used, ps[i])
                  else:
                    pass
                result = (self).placed(grads, torch._foreach_add(gs, torch._foreach_sign(used), alpha=l1))
              else:
                result = grads
              return result
            def clipped(self, grads: List[Optional[Tensor]], norm: float, value: float) -> List[Optional[Tensor]]:
              gs = (self).present(grads)
              if torch.gt(torch.len(gs), 0):
                total = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gs)))
                scale = torch.clamp(torch.mul(torch.reciprocal(torch.add(total, 9.9999999999999995e-07)), norm), None, 1.)
                if torch.lt(norm, inf):
                  shorter = torch._foreach_mul(gs, scale)
                else:
                  shorter = gs
                small = torch._foreach_clamp_max(torch._foreach_clamp_min(shorter, torch.neg(value)), value)
              else:
                small = gs
              return (self).placed(grads, small)
            def like(self, g: Tensor, p: Tensor) -> Tensor:
              if torch.eq(torch.stride(g), torch.stride(p)):
                same = g
              else:
                same = torch.copy_(torch.empty_like(p), g)
              return same
            def start(self, xs: List[Tensor], ps: List[Tensor], value: float) -> NoneType:
              for i in range(torch.len(xs)):
                if torch.eq(torch.numel(xs[i]), 0):
                  _0 = torch.set_(xs[i], torch.full_like(ps[i], value))
                else:
                  pass
              return None
            def step(self, losses: List[Tensor], ps: List[Tensor], zeroed: List[int], clip: List[float], ends: List[int], options: List[float], foreach: bool, slots: int, state: List[Tensor]) -> NoneType:
              width = torch.floordiv(torch.len(options), torch.len(ends))
              found = (self).gradients(losses, ps, zeroed)
              grads = annotate(List[Optional[Tensor]], [])
              start = 0
              for n in range(torch.len(ends)):
                l1 = options[torch.add(torch.mul(n, width), 2)]
                own = torch.slice(found, start, ends[n], 1)
                grads = torch.add(grads, (self).penalised(own, torch.slice(ps, start, ends[n], 1), l1))
                start = ends[n]
              if torch.gt(torch.len(clip), 0):
                grads = (self).clipped(grads, clip[0], clip[1])
              else:
                pass
              begin = 0
              for k in range(torch.len(ends)):
                x = annotate(List[List[Tensor]], [])
                for s in range(torch.add(slots, 2)):
                  _0 = torch.append(x, annotate(List[Tensor], []))
                for i in range(begin, ends[k], 1):
                  g = grads[i]
                  if torch.__isnot__(g, None):
                    p = ps[i]
                    _1 = torch.append(x[0], p)
                    _2 = torch.append(x[1], (self).like(unchecked_cast(Tensor, g), p))
                    for s0 in range(slots):
                      _3 = torch.append(x[torch.add(s0, 2)], state[torch.add(torch.mul(i, slots), s0)])
                  else:
                    pass
                if torch.gt(torch.len(x[0]), 0):
                  o = torch.slice(options, torch.mul(k, width), torch.mul(torch.add(k, 1), width), 1)
                  _4 = (self).update(x, o, foreach)
                else:
                  pass
                begin = ends[k]
              return None
            def copies(self, state: List[Tensor]) -> List[Tensor]:
              copied = annotate(List[Tensor], [])
              for i in range(torch.len(state)):
                _0 = torch.append(copied, torch.clone(state[i]))
              return copied
            def restore(self, x: Tensor, value: Tensor, like: Tensor) -> NoneType:
              _0 = torch.set_(x, torch.copy_(torch.empty_like(like), value))
              return None
            """;

    private StepProgram() {}

    static NoGrad with(String update) {
        return NoGrad.of(SHARED + update);
    }
}
