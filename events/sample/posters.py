"""What stands on the posters of the sample's series: the words, the hour, the venue and the host."""

from datetime import time

from events.models import Series

Kind = Series.Kind

# In the order in which they are made. `host` and `place` are keys of groups.py and venues.py.
POSTERS = {
    "library": {
        "host": "library-friends",
        "place": "library",
        "title": "Saturday noon for open libraries",
        "kind": Kind.DEMONSTRATION,
        "start_time": time(12),
        "minutes": 120,
        "summary": "We gather on the library steps until every branch is open six days a week.",
        "about": (
            "Three of our branch libraries are closed on Saturdays, when children are out of school and most of us are "
            "off work. We ask the city council to open them again, and we are here each week until it does.\n\n"
            "We begin with ten minutes of reading aloud, in any language. Then neighbors speak, two minutes each, and "
            "we walk once around the block. Bring children: the picture books are in the blue crate."
        ),
        "getting_there": "Buses 1, 8 and 24 to the library. Bicycle racks on the north side. No parking on the square.",
        "access": "Step-free from the side street. Twenty chairs. Sign language on the first Saturday of the month.",
        "bring": "A book, a warm coat, a friend. Please no amplified sound before one o’clock.",
    },
    "buses": {
        "host": "bus-riders",
        "place": "station",
        "title": "Bus riders at rush hour",
        "kind": Kind.PICKET,
        "start_time": time(17, 30),
        "minutes": 60,
        "summary": "Every other Thursday we hand the week’s list of late buses to the transit board.",
        "about": (
            "We count the buses that come late or not at all, and read the list aloud at the east doors while the "
            "board’s members walk in. Riders and drivers stand together: late buses are hard on both.\n\n"
            "New counters are welcome. It takes ten minutes at your own stop."
        ),
        "getting_there": "Every line ends here. Meet at the east doors, under the clock.",
        "access": "Step-free. Benches inside the station. Toilets until 20:00.",
        "bring": "Your own count of the week, if you kept one.",
    },
    "lights": {
        "host": "nurses",
        "place": "hospital",
        "title": "Seven evenings of light",
        "kind": Kind.VIGIL,
        "start_time": time(18, 45),
        "minutes": 45,
        "summary": "One week of lanterns at the visitor gate, as the night shift goes in.",
        "about": (
            "One nurse for five patients, on every floor and on every night: that is what the night shift asks for. "
            "We light the way in for seven evenings. It is a quiet gathering, since people are sleeping above us."
        ),
        "getting_there": "Bus 10 to the hospital. Please leave the parking deck to visitors.",
        "access": "Step-free. Seats at the gate. Quiet throughout.",
        "bring": "A lantern or a bicycle lamp. No open flames near the doors.",
    },
    "supper": {
        "host": "table",
        "place": "hall",
        "title": "Second Sunday supper and songs",
        "kind": Kind.MEETING,
        "start_time": time(16),
        "minutes": 150,
        "summary": "Eat together, hear what each group needs this month, and learn one new song.",
        "about": (
            "A long table for everybody who stood on a corner lately. Groups take five minutes each to say what they "
            "need. Those who cook begin at two o’clock; those who wash up are thanked by name."
        ),
        "getting_there": "Bus 10 to the bridge, then two minutes on foot.",
        "access": "Ramp at the garden door. Hearing loop. Children’s corner.",
        "bring": "A dish if you can, an appetite in any case.",
    },
    "walk": {
        "host": "river",
        "place": "landing",
        "title": "Clean water walk",
        "kind": Kind.MARCH,
        "start_time": time(10),
        "minutes": 180,
        "summary": "Three miles along the bank, from the boat landing to the old mill, testing the water as we go.",
        "about": (
            "We stop at five places, dip a jar, and read the numbers to whoever is there. At the mill we sign one "
            "letter to the county and hang it where everybody can read it."
        ),
        "getting_there": "Bus 10 to the dam. A shuttle brings you back from the mill at one o’clock.",
        "access": "The first mile is paved and step-free, and the shuttle waits at its end.",
        "bring": "Shoes for mud, a cup for tea.",
    },
    "lunches": {
        "host": "parents",
        "place": "board",
        "title": "A warm lunch for every child",
        "kind": Kind.RALLY,
        "start_time": time(18),
        "minutes": 60,
        "summary": "Quarterly at first, then monthly, then every week until the school board votes.",
        "about": (
            "We come to the board’s evening with soup for whoever is hungry, and ask one question each time: when will "
            "the kitchens open again? As the vote comes nearer we come more often."
        ),
        "getting_there": "Buses 1 and 8. The main entrance is on the park side.",
        "access": "Step-free, lift to the meeting room. Childcare in the lobby.",
        "bring": "A bowl and a spoon.",
    },
    "tenants": {
        "host": "tenants",
        "place": "house",
        "title": "Lease night",
        "kind": Kind.TEACH_IN,
        "start_time": time(19),
        "minutes": 90,
        "summary": "Bring your lease and we read it together, line by line.",
        "about": (
            "No lawyers, no forms: neighbors who have read a hundred leases help with yours. If a repair is overdue we "
            "write the letter on the spot, and somebody goes along to hand it in."
        ),
        "getting_there": "Bus 8 to the neighborhood house. The door on the left is the one that opens.",
        "access": "Two steps at the door; ring and we bring the ramp. Tea, chairs, a room for children.",
        "bring": "Your lease and photographs of what is broken.",
    },
    "crossing": {
        "host": "parents",
        "place": "crossing",
        "title": "Walk them across",
        "kind": Kind.DEMONSTRATION,
        "start_time": time(7, 45),
        "minutes": 30,
        "summary": "Friday mornings at the crossing, until it has a guard again.",
        "about": "We wear yellow and walk every child across until the city pays somebody to do it.",
        "getting_there": "On foot, as the children come.",
        "access": "Level pavement on both sides.",
        "bring": "Something yellow.",
    },
    "night-bus": {
        "host": "bus-riders",
        "place": "depot",
        "title": "Keep the night bus",
        "kind": Kind.DEMONSTRATION,
        "start_time": time(22),
        "minutes": 45,
        "summary": "Every Saturday night at the depot, until the night bus was saved.",
        "about": (
            "Cleaners, cooks, nurses and musicians rode the last bus together and got off here to say so. After "
            "38 Saturdays the board voted to keep it. Thank you for each one of them."
        ),
        "getting_there": "By the night bus.",
        "access": "Step-free. Shelter with seats.",
        "bring": "Your ticket.",
        "thanks": (
            "The night bus runs. It took 38 Saturdays, more tea than anybody counted, and a board that in the end came "
            "to the depot itself.\n\n"
            "To the drivers who stopped a minute longer, to the cleaners who came straight from work, to everybody who "
            "stood here in the rain: thank you. We go on counting late buses by day. Come and count with us."
        ),
    },
    "read-in": {
        "host": "library-friends",
        "place": "branch",
        "title": "Read-in at the Hilltop branch",
        "kind": Kind.TEACH_IN,
        "start_time": time(14),
        "minutes": 120,
        "summary": "Two hours of quiet reading in the room that is to be closed.",
        "about": "",
        "getting_there": "",
        "access": "",
        "bring": "",
    },
    "welcome": {
        "host": "welcome",
        "place": "hall",
        "title": "Sunday welcome table",
        "kind": Kind.OTHER,
        "start_time": time(12, 30),
        "minutes": 120,
        "summary": "Lunch, letters read aloud and forms filled in together.",
        "about": "Whoever came lately sits beside somebody who knows the town. Many languages, one pot of soup.",
        "getting_there": "Bus 10 to the bridge, then two minutes on foot.",
        "access": "Ramp at the garden door. Interpreters on request.",
        "bring": "Letters that you would like to have read.",
    },
}
DRAFT, IN_REVIEW = "read-in", "welcome"
OPEN_ENDED = frozenset({"tenants"})
