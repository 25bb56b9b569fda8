package io.hyperwatch.cli;

import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;
import io.hyperwatch.testbed.cluster.StackException;

import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads and changes the rules while the jobs run. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|set|pause|resume|history",
        description =
                "The rules in force. A change is a record of hyperwatch.rules.v1; the running jobs"
                        + " take it over without a restart.",
        subcommands = {
            RulesCommand.ListRules.class,
            RulesCommand.Set.class,
            RulesCommand.Pause.class,
            RulesCommand.Resume.class,
            RulesCommand.History.class
        })
final class RulesCommand {

    private static final long DEFAULT_AHEAD_MS = RuleEdits.MIN_AHEAD_MS + 1_000;
    private static final int ATTEMPTS = 5;

    private RulesCommand() {}

    /** Where the rules are. */
    static final class Log {

        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT",
                description = "Default: KAFKA_BOOTSTRAP_SERVERS, else localhost:29092.")
        String kafka;

        private KafkaRuleLog topic;

        KafkaRuleLog topic() {
            if (topic == null) {
                String set = Dotenv.environment(Path.of(".env")).get("KAFKA_BOOTSTRAP_SERVERS");
                String fallback = set == null || set.isBlank() ? "localhost:29092" : set.trim();
                topic = new KafkaRuleLog(kafka != null ? kafka : fallback);
            }
            return topic;
        }

        RuleEdits read() {
            return new RuleEdits(answered(topic()::changes));
        }

        void seed() {
            answered(
                    () -> {
                        topic().seed();
                        return null;
                    });
        }

        private <T> T answered(Supplier<T> question) {
            try {
                return question.get();
            } catch (KafkaException e) {
                throw StackException.failure(
                        "Kafka at %s does not answer (%s); --kafka or KAFKA_BOOTSTRAP_SERVERS says where it is"
                                .formatted(topic().bootstrapServers(), e.getMessage()),
                        e);
            }
        }
    }

    /** What a change applies to. */
    static final class Scope {

        @Option(names = "--coin", paramLabel = "COIN", description = "Only for this coin.")
        String coin;

        @Option(names = "--account", paramLabel = "0x…", description = "Only for this account.")
        String account;

        static String of(Scope scope) {
            String text =
                    scope == null
                            ? RuleScope.ALL
                            : scope.coin != null
                                    ? RuleScope.coin(scope.coin)
                                    : RuleScope.account(scope.account.toLowerCase(Locale.ROOT));
            if (!RuleScope.isValid(text)) {
                throw new WrongCallException(
                        scope.coin != null
                                ? "--coin must be a coin's exact name, not " + scope.coin
                                : "--account must be 0x and 40 hex digits, not " + scope.account);
            }
            return text;
        }
    }

    /** A change that is about to be written. */
    abstract static class Change implements Callable<Integer> {

        @Mixin Log log;

        @Parameters(index = "0", paramLabel = "RULE", description = "Its id, such as cascade.")
        String rule;

        @ArgGroup Scope scope;

        @Option(
                names = "--effective-from",
                paramLabel = "TIME",
                description =
                        "Event time like 2025-10-10T21:15:00Z, at least 5 s ahead (default: 6 s ahead).")
        String effectiveFrom;

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Who changes it (default: the user of the system).")
        String by = System.getProperty("user.name", "unknown");

        abstract Map<String, Object> parameters();

        abstract RuleState state();

        @Override
        public final Integer call() {
            String scopeName = Scope.of(scope);
            log.seed();
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long nowMs = System.currentTimeMillis();
                RuleChange next =
                        log.read()
                                .next(
                                        rule,
                                        scopeName,
                                        parameters(),
                                        state(),
                                        effectiveFromMs(nowMs),
                                        by,
                                        nowMs);
                log.answered(
                        () -> {
                            log.topic().write(List.of(next));
                            return null;
                        });
                // Two people may have taken the same version; the first in the log has it.
                RuleEdits after = log.read();
                if (after.isFirstOfItsVersion(next)) {
                    after.overridesBeside(next)
                            .forEach(
                                    narrower ->
                                            Console.print(
                                                    "%s has a state of its own for %s, which stays"
                                                            .formatted(next.rule(), narrower)));
                    Console.print(ResultTable.of(rows(List.of(next), nowMs)).toString());
                    return 0;
                }
            }
            throw StackException.failure(
                    "others change " + rule + " at the same time; try again", null);
        }

        private long effectiveFromMs(long nowMs) {
            if (effectiveFrom == null) {
                return nowMs + DEFAULT_AHEAD_MS;
            }
            try {
                return RuleChangeJson.parseTime(effectiveFrom);
            } catch (DateTimeException | ArithmeticException e) {
                throw new WrongCallException(
                        "--effective-from must be a time like 2025-10-10T21:15:00Z, not "
                                + effectiveFrom);
            }
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes parameters of a rule, or its state.")
    static final class Set extends Change {

        @Parameters(
                index = "1..*",
                paramLabel = "NAME=VALUE",
                description = "As ./hyperwatch rules list names them, e.g. threshold_usd=200000.")
        List<String> values = new ArrayList<>();

        @Option(
                names = "--state",
                paramLabel = "active|paused|shadow",
                description = "shadow: evaluated and recorded, but nobody is told.")
        String newState;

        @Override
        Map<String, Object> parameters() {
            Map<String, Object> parameters = CanonicalJson.object();
            for (String value : values) {
                int equals = value.indexOf('=');
                if (equals < 1) {
                    throw new WrongCallException("a parameter must be NAME=VALUE, not " + value);
                }
                String text = value.substring(equals + 1).trim();
                parameters.put(
                        value.substring(0, equals).trim(),
                        text.startsWith("[") ? list(text) : text);
            }
            if (parameters.isEmpty() && newState == null) {
                throw new WrongCallException("nothing to set: give NAME=VALUE or --state");
            }
            return parameters;
        }

        @Override
        RuleState state() {
            if (newState == null) {
                return null;
            }
            for (RuleState state : RuleState.values()) {
                if (state != RuleState.UNKNOWN && state.wireName().equals(newState)) {
                    return state;
                }
            }
            throw new WrongCallException(
                    "--state must be active, paused or shadow, not " + newState);
        }

        private static Object list(String text) {
            try {
                return CanonicalJson.read(text);
            } catch (IllegalArgumentException e) {
                throw new WrongCallException("not a list like [30,60,300]: " + text);
            }
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Stops a rule: its condition counts as not holding.")
    static final class Pause extends Change {

        @Override
        Map<String, Object> parameters() {
            return Map.of();
        }

        @Override
        RuleState state() {
            return RuleState.PAUSED;
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Lets a paused or shadowed rule alert again.")
    static final class Resume extends Change {

        @Override
        Map<String, Object> parameters() {
            return Map.of();
        }

        @Override
        RuleState state() {
            return RuleState.ACTIVE;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "What is in force, and what is to come.")
    static final class ListRules implements Callable<Integer> {

        @Mixin Log log;

        @Option(names = "--json", description = "One change a line, as in the topic.")
        boolean json;

        @Override
        public Integer call() {
            log.seed();
            long nowMs = System.currentTimeMillis();
            print(log.read().inForceOrComing(nowMs), json, nowMs);
            return 0;
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Every change, oldest first.")
    static final class History implements Callable<Integer> {

        @Mixin Log log;

        @Option(names = "--json", description = "One change a line, as in the topic.")
        boolean json;

        @Parameters(arity = "0..1", paramLabel = "RULE", description = "Only of this rule.")
        String rule;

        @Override
        public Integer call() {
            List<RuleChange> changes =
                    log.read().log().stream()
                            .filter(change -> rule == null || change.rule().equals(rule))
                            .toList();
            print(changes, json, System.currentTimeMillis());
            return 0;
        }
    }

    private static void print(List<RuleChange> changes, boolean json, long nowMs) {
        if (json) {
            changes.forEach(
                    change ->
                            Console.print(
                                    new String(
                                            RuleChangeJson.encode(change),
                                            StandardCharsets.UTF_8)));
        } else {
            Console.print(ResultTable.of(rows(changes, nowMs)).toString());
        }
    }

    private static List<List<String>> rows(List<RuleChange> changes, long nowMs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "rule",
                        "scope",
                        "version",
                        "state",
                        "effective from",
                        "changed by",
                        "parameters"));
        for (RuleChange change : changes) {
            rows.add(
                    List.of(
                            change.rule(),
                            change.scope(),
                            Integer.toString(change.version()),
                            RuleEdits.isAccepted(change) ? change.state().wireName() : "refused",
                            change.effectiveFromMs() == 0
                                    ? "always"
                                    : CanonicalJson.time(change.effectiveFromMs())
                                            + (change.effectiveFromMs() > nowMs ? " (coming)" : ""),
                            change.changedBy(),
                            ((Map<?, ?>) CanonicalJson.read(change.parameters()))
                                    .entrySet().stream()
                                            .map(one -> one.getKey() + "=" + one.getValue())
                                            .collect(Collectors.joining(" "))));
        }
        return rows;
    }
}
