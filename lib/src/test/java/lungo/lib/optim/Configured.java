package lungo.lib.optim;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;

/** Optimisers made as lib/reference/optim.py made PyTorch's. */
final class Configured {

    private static final Set<String> SWITCHES = Set.of("nesterov", "amsgrad", "centered");

    private Configured() {}

    static TorchOptim<?> optimizer(JsonObject run, List<NDArray> parameters) {
        boolean groups = run.get("groups").getAsBoolean();
        JsonObject options = run.getAsJsonObject("options");
        TorchOptim<?> optimizer = made(
                run.get("optimizer").getAsString(),
                groups ? parameters.subList(0, 2) : parameters,
                options.get("lr").getAsDouble());
        options.entrySet().forEach(entry -> {
            if (entry.getKey().equals("betas")) {
                JsonArray betas = entry.getValue().getAsJsonArray();
                optimizer.set(Option.BETA1, betas.get(0).getAsDouble());
                optimizer.set(Option.BETA2, betas.get(1).getAsDouble());
            } else {
                boolean on = SWITCHES.contains(entry.getKey());
                optimizer.set(option(entry.getKey()), on ? 1 : entry.getValue().getAsDouble());
            }
        });
        optimizer.l1(run.get("l1").getAsDouble());
        if (groups) {
            optimizer.group(parameters.subList(2, 3)).learningRate(0.05).weightDecay(0.2);
        }
        return optimizer;
    }

    static void clipInside(JsonObject run, TorchOptim<?> optimizer) {
        if (!run.get("max_norm").isJsonNull()) {
            optimizer.clipNorm(run.get("max_norm").getAsDouble());
        }
        if (!run.get("max_value").isJsonNull()) {
            optimizer.clipValue(run.get("max_value").getAsDouble());
        }
    }

    private static TorchOptim<?> made(String name, List<NDArray> parameters, double learningRate) {
        return switch (name) {
            case "SGD" -> Optim.sgd(parameters, learningRate);
            case "Adam" -> Optim.adam(parameters, learningRate);
            case "AdamW" -> Optim.adamW(parameters, learningRate);
            case "RMSprop" -> Optim.rmsProp(parameters, learningRate);
            case "Adagrad" -> Optim.adagrad(parameters, learningRate);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Option option(String torchName) {
        return List.of(Option.values()).stream()
                .filter(option -> option.torchName().equals(torchName))
                .findAny()
                .orElseThrow();
    }
}
