package io.securitybaseline.report;

import java.util.List;

/**
 * Where the reason of a finding comes from, and what to do about it.
 *
 * @param control the id of the control
 * @param fix what to do, in one sentence
 * @param page the address of the section of Microsoft's pages that asks for it
 * @param cis the numbers of the recommendations of the CIS benchmark; may be empty
 * @param mcsb the controls of the Microsoft cloud security benchmark; may be empty
 * @param noCis why {@code cis} is empty; empty where it is not
 * @param noMcsb why {@code mcsb} is empty; empty where it is not
 * @param assignment the address of what assigns the controls of {@code mcsb}; empty where there is
 *     none
 */
public record CheckSource(
    String control,
    String reason,
    String fix,
    String page,
    List<String> cis,
    List<String> mcsb,
    String noCis,
    String noMcsb,
    String assignment) {

  public CheckSource {
    cis = List.copyOf(cis);
    mcsb = List.copyOf(mcsb);
  }
}
