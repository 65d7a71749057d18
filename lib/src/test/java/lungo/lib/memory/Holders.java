package lungo.lib.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Arrays of one number each, made one by one and handed to something that a program may hold them by, or to nothing. Only
 * their addresses are known here, and so nothing here keeps an array.
 */
final class Holders {
    /** The address of each array, by its number. */
    final Map<Integer, AtomicReference<Long>> addresses = new HashMap<>();
    /** What the program still reaches: from it, the numbers of arrays can be asked for. */
    final Map<Integer, Supplier<NDArray>> reached = new HashMap<>();

    private final Random random;
    private final NDManager manager;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final ThreadLocal<NDArray> local = new ThreadLocal<>();
    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final ThreadPoolExecutor busy =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private int fixedNumber = -1;
    private static NDArray fixed;

    Holders(long seed, NDManager manager) {
        random = new Random(seed);
        this.manager = manager;
        busy.allowCoreThreadTimeOut(true);
        busy.submit(() -> {
            end.await();
            return null;
        });
    }

    /** A chain of holders: something that an array is a field of, which an element is of something, and so on. */
    private record Link(Object inner) {}

    /** What its anonymous class reaches by its hidden field this$0 alone. */
    private record Outer(Object array) {
        Supplier<Object> inner() {
            return new Supplier<>() {
                @Override
                public Object get() {
                    return Outer.this.array;
                }
            };
        }
    }

    void add(int number) throws InterruptedException {
        NDArray array = made(number);
        addresses.put(number, Djl.handle((PtNDArray) array));
        switch (random.nextInt(15)) {
            case 0 -> hold(number, new Link(wrapped(array, random.nextInt(4))));
            case 1 -> hold(number, List.of("x", wrapped(array, random.nextInt(4))));
            case 2 -> hold(number, Map.of(wrapped(array, 2), "y"));
            case 3 -> hold(number, new Object[][] {{null, wrapped(array, random.nextInt(3))}});
            case 4 -> {
                Supplier<Object> captured = () -> array;
                hold(number, captured);
            }
            case 5 -> handToThread(number, array);
            case 6 -> hold(number, new NDList(array));
            case 7 -> hold(number, new Outer(wrapped(array, random.nextInt(3))).inner());
            case 8 -> hold(number, CompletableFuture.completedFuture(wrapped(array, 1)));
            case 9 -> completeLater(number, array);
            case 10 -> queue(number, array);
            case 11 -> fix(number, array);
            default -> new Link(wrapped(array, 3)); // Dropped.
        }
    }

    /** A fresh array, of whichever manager, by whichever way. */
    private NDArray made(int number) {
        var owner = random.nextInt(3) == 0 ? manager.newSubManager() : manager;
        NDArray array =
                random.nextBoolean() ? owner.create(new float[] {number}) : owner.full(new Shape(1), (float) number);
        switch (random.nextInt(5)) {
            case 0 -> array.detach();
            case 1 -> array.attach(manager.newSubManager());
            case 2 -> {
                return array.reshape(1, 1).reshape(1); // A view; what it is of is dropped.
            }
            case 3 -> {
                return array.add(1).sub(1);
            }
            default -> array.setName("n");
        }
        return array;
    }

    private Object wrapped(Object inner, int depth) {
        return depth == 0
                ? inner
                : random.nextBoolean() ? new Link(wrapped(inner, depth - 1)) : List.of(wrapped(inner, depth - 1));
    }

    private void hold(int number, Object holder) {
        reached.put(number, () -> find(holder));
    }

    /** As what follows a future that is not complete. */
    private void completeLater(int number, NDArray array) {
        var late = gate.thenApply(nothing -> array);
        reached.put(number, () -> {
            gate.complete(null);
            return late.join();
        });
    }

    /** In a task that waits for a thread to be free. */
    private void queue(int number, NDArray array) {
        Future<NDArray> task = busy.submit(() -> array.duplicate());
        reached.put(number, () -> {
            end.countDown();
            try {
                return task.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** In a static field, which lets go of the one before. */
    private void fix(int number, NDArray array) {
        reached.remove(fixedNumber);
        fixedNumber = number;
        fixed = array;
        reached.put(number, () -> fixed);
    }

    private void handToThread(int number, NDArray array) throws InterruptedException {
        var asLocal = random.nextBoolean();
        var ready = new CountDownLatch(1);
        var answer = new AtomicReference<Float>();
        var given = new AtomicReference<>(array);
        Runnable work = () -> {
            var mine = given.getAndSet(null);
            if (asLocal) {
                local.set(mine);
                mine = null;
            }
            ready.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                return;
            }
            answer.set((asLocal ? local.get() : mine).getFloat());
        };
        var thread = random.nextBoolean() ? startVirtual(work) : new Thread(work);
        if (!thread.isAlive()) {
            thread.start();
        }
        ready.await();
        threads.add(thread);
        reached.put(number, () -> manager.create(new float[] {join(thread, answer)}));
    }

    /** A virtual thread, which JDK 21 has; of an older JDK, one that is not begun. */
    private static Thread startVirtual(Runnable work) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } catch (NoSuchMethodException olderJdk) {
            return new Thread(work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private float join(Thread thread, AtomicReference<Float> answer) {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answer.get() == null ? Float.NaN : answer.get();
    }

    private static NDArray find(Object holder) {
        if (holder instanceof NDArray array) {
            return array;
        } else if (holder instanceof Link link) {
            return find(link.inner);
        } else if (holder instanceof List<?> list) {
            return find(list.get(list.size() - 1));
        } else if (holder instanceof Map<?, ?> map) {
            return find(map.keySet().iterator().next());
        } else if (holder instanceof CompletableFuture<?> future) {
            return find(future.join());
        } else if (holder instanceof Object[] array) {
            return find(array[array.length - 1]);
        }
        return find(((Supplier<?>) holder).get());
    }
}
