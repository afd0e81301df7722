package io.vpcep.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.StatusTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one event object that tells of all transitions of a resource with the same reason: how it
 * begins, and how it goes on. It counts them, and remembers in an annotation which it recorded
 * last. All is said twice, in {@code series} and in the older fields {@code count} and {@code
 * lastTimestamp}, by which {@code kubectl get events --sort-by} and many a dashboard sort.
 */
final class AggregatedEvent {

  private static final String CONTROLLER = "vpcep.io/vpcep-operator";
  private static final int MAX_PREFIX = 200;

  /** What the name of an event, or a part of it before a dot, does not end with. */
  private static final Pattern NO_END = Pattern.compile("[.-]+$");

  private static final Pattern TRANSITION = Pattern.compile("([0-9]{1,18})-(.+)");

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private AggregatedEvent() {}

  /** The series with its first transition. */
  static Event first(HasMetadata resource, Transition transition, String instance) {
    var eventRecord = transition.eventRecord();
    var event = single(resource, eventRecord, instance, transition.time());
    return transition.occurrences() == 1 ? event : counted(event, transition, 0);
  }

  private static Event single(
      HasMetadata resource, EventRecord eventRecord, String instance, Instant now) {
    var metadata = resource.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource, eventRecord))
        .withNamespace(metadata.getNamespace())
        .addToAnnotations(Group.TRANSITION, transition(eventRecord))
        .endMetadata()
        .withEventTime(micros(now))
        .withFirstTimestamp(seconds(now))
        .withLastTimestamp(seconds(now))
        .withCount(1)
        .withReportingComponent(CONTROLLER)
        .withReportingInstance(instance)
        .withAction("Poll")
        .withReason(eventRecord.reason().value())
        .withType(eventRecord.reason().type())
        .withMessage(eventRecord.note())
        .withInvolvedObject(
            new ObjectReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build())
        .build();
  }

  /**
   * Whether the series tells of this transition already. A lower number with the same sighting is
   * that of a replica that woke up with an old status: what it sees was recorded by another. A
   * lower number that stands in the status comes before whatever was recorded later, unless numbers
   * began again meanwhile, after a status was wiped.
   */
  static boolean hasRecorded(Event present, Transition transition) {
    var annotations = present.getMetadata().getAnnotations();
    var recorded = annotations == null ? null : annotations.get(Group.TRANSITION);
    var parts = TRANSITION.matcher(recorded == null ? "" : recorded);
    if (!parts.matches()) {
      return false;
    }
    long last = Long.parseLong(parts.group(1));
    var eventRecord = transition.eventRecord();
    boolean isLast = eventRecord.number() <= last && eventRecord.seen().equals(parts.group(2));
    return isLast
        || (transition.isInStatus()
            && eventRecord.number() < last
            && !isAfter(transition, present));
  }

  private static boolean isAfter(Transition transition, Event present) {
    var series = present.getSeries();
    var time = series == null ? present.getEventTime() : series.getLastObservedTime();
    var last = time == null ? null : StatusTime.parse(time.getTime());
    return last != null && transition.time().truncatedTo(ChronoUnit.MICROS).isAfter(last);
  }

  /**
   * What one more transition changes of the series; its note takes the place of the last one's.
   *
   * @return a merge patch, which the API server refuses if the series has changed
   */
  static Event patch(SeriesState present, Transition transition, String instance) {
    var patch =
        new EventBuilder()
            .withNewMetadata()
            .withResourceVersion(present.resourceVersion())
            .addToAnnotations(Group.TRANSITION, transition(transition.eventRecord()))
            .endMetadata()
            .withReportingInstance(instance)
            .withMessage(transition.eventRecord().note())
            .withLastTimestamp(seconds(transition.time()))
            .build();
    return counted(patch, transition, present.count());
  }

  private static Event counted(Event event, Transition transition, int before) {
    int count = (int) Math.min(before + transition.occurrences(), Integer.MAX_VALUE);
    return new EventBuilder(event)
        .withCount(count)
        .withNewSeries()
        .withCount(count)
        .withLastObservedTime(micros(transition.time()))
        .endSeries()
        .build();
  }

  private static String transition(EventRecord eventRecord) {
    return eventRecord.number() + "-" + eventRecord.seen();
  }

  /** The name of the series, which nothing else has. */
  static String name(HasMetadata resource, EventRecord eventRecord) {
    var id = id(resource, eventRecord).toString().substring(0, 18);
    return prefix(resource.getMetadata().getName()) + "." + id.replace("-", "");
  }

  /** Identifies the series of a reason of a resource. */
  static UUID id(HasMetadata resource, EventRecord eventRecord) {
    var series = resource.getMetadata().getUid() + '/' + eventRecord.series();
    return UUID.nameUUIDFromBytes(series.getBytes(UTF_8));
  }

  /** As much of a resource's name as an event's own name has room for. */
  private static String prefix(String name) {
    var start = name.length() <= MAX_PREFIX ? name : name.substring(0, MAX_PREFIX);
    return NO_END.matcher(start).replaceFirst("");
  }

  private static MicroTime micros(Instant time) {
    return new MicroTime(MICROS.format(time));
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
