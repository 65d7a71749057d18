package lungo.lib.board;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The three messages by which TensorBoard's HPARAMS tab learns of a run: what is tuned and measured, with which values
 * the run was started, and that it has ended.
 * Source: tensorboard/plugins/hparams/{plugin_data,api}.proto; torch.utils.tensorboard writes the same.
 */
final class HparamSummaries {
    private static final String PREFIX = "_hparams_/";
    private static final int STATUS_SUCCESS = 1;

    /** A type of api.proto and the value as google.protobuf.Value. */
    private record Setting(int type, Protobuf value) {}

    private HparamSummaries() {}

    /** Throws IllegalArgumentException for a value that is no number, boolean or text. */
    static List<Protobuf> of(Map<String, ?> hparams, Set<String> metrics) {
        var experiment = new Protobuf();
        var start = new Protobuf();
        hparams.forEach((name, value) -> {
            var setting = setting(name, value);
            experiment.message(4, new Protobuf().text(1, name).varint(4, setting.type));
            start.message(1, new Protobuf().text(1, name).message(2, setting.value));
        });
        metrics.forEach(tag -> experiment.message(5, new Protobuf().message(1, new Protobuf().text(2, tag))));
        return List.of(
                summary("experiment", 2, experiment),
                summary("session_start_info", 3, start),
                summary("session_end_info", 4, new Protobuf().varint(1, STATUS_SUCCESS)));
    }

    private static Setting setting(String name, Object value) {
        if (value instanceof Number number) {
            return new Setting(3, new Protobuf().fixed(2, number.doubleValue()));
        }
        if (value instanceof Boolean flag) {
            return new Setting(2, new Protobuf().varint(4, flag ? 1 : 0));
        }
        if (value instanceof String text) {
            return new Setting(1, new Protobuf().text(3, text));
        }
        throw new IllegalArgumentException(
                "The hyperparameter " + name + " is " + value + ". Pass a number, a boolean or a text.");
    }

    private static Protobuf summary(String tag, int kind, Protobuf data) {
        var content = new Protobuf().message(kind, data).bytes();
        var plugin = new Protobuf().text(1, "hparams").bytes(2, content);
        var value = new Protobuf().text(1, PREFIX + tag).message(9, new Protobuf().message(1, plugin));
        return new Protobuf().message(1, value);
    }
}
