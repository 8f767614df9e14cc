module io.securitybaseline/bench/ceiling

go 1.25
