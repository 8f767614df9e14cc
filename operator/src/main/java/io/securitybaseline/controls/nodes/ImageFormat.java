package io.securitybaseline.controls.nodes;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The formats of node image versions, in the order in which they are tried: the third would take
 * the security patch of the second for the base image. Sources: the AKS changelog and release
 * notes. All numbers are short enough for an {@code int}.
 */
enum ImageFormat {
  /** {@code AKSWindows-2022-containerd-20348.4529.251212}: OS build, revision, YYMMDD. */
  WINDOWS(
      "^AKSWindows-.*-(?<version>(\\d{5})\\.(\\d{1,9})\\.(?<y>\\d{2})(?<m>\\d{2})(?<d>\\d{2}))$",
      2000) {
    @Override
    Optional<LocalDate> patched(Matcher name) {
      return Optional.empty();
    }
  },

  /** {@code AKSUbuntu-2204gen2containerd-202410.27.0-2024.12.01}: YYYYMM.DD.respin, patch. */
  MONTHLY(
      "-(?<version>(?<y>\\d{4})(?<m>\\d{2})\\.(?<d>\\d{2})\\.(\\d{1,9})"
          + "(?:-(?<py>\\d{4})\\.(?<pm>\\d{2})\\.(?<pd>\\d{2}))?)$",
      0) {
    @Override
    Optional<LocalDate> patched(Matcher name) {
      return name.group("py") == null
          ? Optional.empty()
          : Optional.of(date(name, 0, "py", "pm", "pd"));
    }
  },

  /** {@code AKSUbuntu-1804-2020.03.05}: YYYY.MM.DD. */
  DATED("-(?<version>(?<y>\\d{4})\\.(?<m>\\d{2})\\.(?<d>\\d{2})(?:-build\\.(\\d{1,9}))?)$", 0) {
    @Override
    Optional<LocalDate> patched(Matcher name) {
      return Optional.empty();
    }
  };

  private final Pattern pattern;
  private final int century;

  ImageFormat(String pattern, int century) {
    this.pattern = Pattern.compile(pattern);
    this.century = century;
  }

  /**
   * Reads a name of any format that AKS has used; nothing if it is of none of them. The first
   * format that fits decides: what is wrong in it is not tried as another.
   */
  static Optional<ImageVersion> parse(String name) {
    for (ImageFormat format : values()) {
      if (format.fits(name)) {
        return format.read(name);
      }
    }
    return Optional.empty();
  }

  /** The day of the security patch. */
  abstract Optional<LocalDate> patched(Matcher name);

  /** Whether a name is of this format, whatever its numbers. */
  boolean fits(String name) {
    return pattern.matcher(name).find();
  }

  /** What a name that {@link #fits} tells; nothing if its date is none. */
  Optional<ImageVersion> read(String name) {
    Matcher matcher = pattern.matcher(name);
    try {
      if (!matcher.find()) {
        return Optional.empty();
      }
      return Optional.of(
          new ImageVersion(
              name,
              name.substring(0, matcher.start("version") - 1),
              numbers(matcher),
              date(matcher, century, "y", "m", "d"),
              patched(matcher)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** All groups but the first, which is the version as a whole. */
  private static List<Integer> numbers(Matcher matcher) {
    return IntStream.rangeClosed(2, matcher.groupCount())
        .mapToObj(matcher::group)
        .flatMap(Stream::ofNullable)
        .map(Integer::valueOf)
        .toList();
  }

  static LocalDate date(Matcher matcher, int century, String year, String month, String day) {
    return LocalDate.of(
        century + Integer.parseInt(matcher.group(year)),
        Integer.parseInt(matcher.group(month)),
        Integer.parseInt(matcher.group(day)));
  }
}
