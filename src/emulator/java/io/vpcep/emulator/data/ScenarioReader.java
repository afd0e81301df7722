package io.vpcep.emulator.data;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the steps of a scenario, and plays them once on paper: none may reach into the void. */
final class ScenarioReader {

  private final Set<Place> present;

  /** A connection's place. */
  record Place(SourceRef source, String connection) {}

  private record NumberedStep(Fields fields, Step step) {}

  /**
   * @param present the connections that are there at the start
   */
  ScenarioReader(Set<Place> present) {
    this.present = new HashSet<>(present);
  }

  List<Step> read(Fields document) {
    List<NumberedStep> steps = new ArrayList<>();
    for (Fields fields :
        document.objects(
            "scenario", "after", "service", "cluster", "connection", "set", "add", "remove")) {
      steps.add(new NumberedStep(fields, step(fields)));
    }
    steps.stream()
        .sorted(Comparator.comparing(numbered -> numbered.step().after()))
        .forEach(this::rehearse);
    return steps.stream().map(NumberedStep::step).toList();
  }

  private static Step step(Fields fields) {
    SourceRef source = source(fields);
    return new Step(
        fields.duration("after").orElseThrow(() -> fields.missing("after")),
        source,
        fields.requiredId("connection"),
        action(fields, source.kind()));
  }

  private static SourceRef source(Fields fields) {
    if (fields.has("service") == fields.has("cluster")) {
      throw BadDataException.value(
          fields.at("service"), "not one source", "a step has either service or cluster");
    }
    return fields
        .id("service")
        .map(SourceRef::service)
        .orElseGet(() -> SourceRef.cluster(fields.requiredId("cluster")));
  }

  private static Step.Action action(Fields fields, SourceRef.Kind kind) {
    boolean removes = fields.flag("remove").orElse(false);
    int actions = (fields.has("set") ? 1 : 0) + (fields.has("add") ? 1 : 0) + (removes ? 1 : 0);
    if (actions != 1) {
      throw BadDataException.value(
          fields.at("set"), "not one action", "a step has one of set, add and remove: true");
    }
    if (removes) {
      return new Step.Remove();
    }
    String[] keys = ConnectionReader.keys(kind);
    return fields
        .object("set", keys)
        .<Step.Action>map(set -> new Step.Change(ConnectionReader.read(kind, set)))
        .orElseGet(() -> added(fields, kind));
  }

  private static Step.Action added(Fields fields, SourceRef.Kind kind) {
    Fields add =
        fields.object("add", ConnectionReader.keys(kind)).orElseThrow(() -> fields.missing("add"));
    return new Step.Add(ConnectionReader.read(kind, add));
  }

  private void rehearse(NumberedStep numbered) {
    Place place = new Place(numbered.step().source(), numbered.step().connection());
    if (numbered.step().action() instanceof Step.Add) {
      present.add(place);
    } else if (!present.contains(place)) {
      throw numbered
          .fields()
          .bad("connection", place.source() + " has no such connection at that time");
    } else if (numbered.step().action() instanceof Step.Remove) {
      present.remove(place);
    }
  }
}
